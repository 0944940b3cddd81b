//! A ZIP archive whose files are stored as they are: no packing, no clock.

/// The first of January 1980, which stands for no date.
const NO_DATE: u16 = 0x21;
/// Names are UTF-8.
const UTF_8: u16 = 1 << 11;

/// The archive of files.
pub(crate) fn archive(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let at = archive.len() as u32;
        let head = head(name, bytes);
        archive.extend(b"PK\x03\x04");
        archive.extend(&head);
        archive.extend(name.as_bytes());
        archive.extend(bytes);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&head);
        // No comment, the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, count) = (archive.len() as u32, files.len() as u16);
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend([count.to_le_bytes(); 2].concat());
    archive.extend((directory.len() as u32).to_le_bytes());
    archive.extend(at.to_le_bytes());
    archive.extend([0; 2]);
    archive
}

/// What a file's local header and its line of the directory have in common.
fn head(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut head = Vec::new();
    for field in [20, UTF_8, 0, 0, NO_DATE] {
        head.extend(u16::to_le_bytes(field));
    }
    let length = bytes.len() as u32;
    for field in [crc32(bytes), length, length] {
        head.extend(field.to_le_bytes());
    }
    head.extend((name.len() as u16).to_le_bytes());
    head.extend([0; 2]);
    head
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        let low = (crc ^ u32::from(*byte)) & 0xFF;
        TABLE[low as usize] ^ (crc >> 8)
    })
}

const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut n = 0;
    while n < 256 {
        let mut crc = n as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 };
            bit += 1;
        }
        table[n] = crc;
        n += 1;
    }
    table
};
