//! Texts ([MS-XLS] 2.5.293 and 2.5.294), which may go on in the next record.

use super::compound::damaged;
use crate::sheet::limits::{self, too_many};
use crate::sheet::refusal::Refusal;

/// Bytes of a record and of those that continue it.
pub(super) struct Parts<'a> {
    parts: std::vec::IntoIter<&'a [u8]>,
    rest: &'a [u8],
}

impl<'a> Parts<'a> {
    pub(super) fn new(parts: Vec<&'a [u8]>) -> Self {
        Self { parts: parts.into_iter(), rest: &[] }
    }

    /// The bytes left in the record at hand, or those of the next one.
    fn rest(&mut self) -> Result<&'a [u8], Refusal> {
        while self.rest.is_empty() {
            self.rest = self.parts.next().ok_or_else(damaged)?;
        }
        Ok(self.rest)
    }

    fn number<const N: usize>(&mut self) -> Result<[u8; N], Refusal> {
        let (number, rest) = self.rest()?.split_first_chunk().ok_or_else(damaged)?;
        self.rest = rest;
        Ok(*number)
    }

    pub(super) fn u8(&mut self) -> Result<u8, Refusal> {
        self.number::<1>().map(|[byte]| byte)
    }

    pub(super) fn u16(&mut self) -> Result<u16, Refusal> {
        self.number().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32, Refusal> {
        self.number().map(u32::from_le_bytes)
    }

    fn skip(&mut self, mut count: usize) -> Result<(), Refusal> {
        while count > 0 {
            let rest = self.rest()?;
            let here = rest.len().min(count);
            self.rest = &rest[here..];
            count -= here;
        }
        Ok(())
    }

    /// So many characters; where they go on in another record it says anew how wide they are.
    fn characters(&mut self, count: usize, mut is_wide: bool) -> Result<String, Refusal> {
        let mut units: Vec<u16> = Vec::new();
        while units.len() < count {
            if self.rest.is_empty() {
                self.rest = self.parts.next().ok_or_else(damaged)?;
                is_wide = self.u8()? & 1 != 0;
            }
            let left = count - units.len();
            let (here, rest) = if is_wide {
                let bytes = self.rest.len().min(left * 2) / 2 * 2;
                if bytes == 0 {
                    return Err(damaged());
                }
                let (here, rest) = self.rest.split_at(bytes);
                units.extend(here.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)));
                (here, rest)
            } else {
                let (here, rest) = self.rest.split_at(self.rest.len().min(left));
                units.extend(here.iter().map(|byte| u16::from(*byte)));
                (here, rest)
            };
            debug_assert!(!here.is_empty());
            self.rest = rest;
        }
        Ok(String::from_utf16_lossy(&units))
    }

    /// A text with its length in one or two bytes, and without what makes it rich.
    pub(super) fn text(&mut self, count: usize) -> Result<String, Refusal> {
        let flags = self.u8()?;
        let runs = if flags & 0x08 != 0 { usize::from(self.u16()?) } else { 0 };
        let extra = if flags & 0x04 != 0 { self.u32()? } else { 0 };
        let text = if count == 0 { String::new() } else { self.characters(count, flags & 1 != 0)? };
        self.skip(4 * runs)?;
        self.skip(usize::try_from(extra).map_err(|_| damaged())?)?;
        Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
    }

    /// A text with its length in two bytes.
    pub(super) fn long_text(&mut self) -> Result<String, Refusal> {
        let count = usize::from(self.u16()?);
        self.text(count)
    }
}

/// The texts that cells share ([MS-XLS] 2.4.265).
pub(super) fn shared(parts: Vec<&[u8]>) -> Result<Vec<String>, Refusal> {
    let mut parts = Parts::new(parts);
    let (_, count) = (parts.u32()?, parts.u32()?);
    let count = usize::try_from(count).map_err(|_| damaged())?;
    if count > limits::STRINGS {
        return Err(too_many("各格文字的条数", limits::STRINGS));
    }
    (0..count).map(|_| parts.long_text()).collect()
}
