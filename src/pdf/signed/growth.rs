//! What a first signature adds to the structure (ISO 14289-1 7.18.4): a Form that holds its
//! widget, and the way back to it.

use super::super::reading::{Map, ReadFault, Value};
use super::changes::{Change, Roles, differing, list};

/// What a Form of ours has.
const FORM: [&[u8]; 5] = [b"S", b"P", b"Pg", b"K", b"Alt"];
/// What its reference to the widget has.
const REFERENCE: [&[u8]; 3] = [b"Type", b"Pg", b"Obj"];

impl Roles<'_, '_> {
    /// Whether an object of the structure has only got what a first signature needs.
    pub(super) fn grown(&self, number: u32) -> Result<bool, ReadFault> {
        if self.needed.get(&number) != Some(&Change::Structure) {
            return Ok(false);
        }
        let (Value::Map(before), Ok(Value::Map(now))) =
            (self.before.object(number)?, self.now.object(number))
        else {
            return Ok(false);
        };
        for key in differing(&before, &now) {
            let grown = match key.as_str() {
                "ParentTreeNextKey" => true,
                "K" | "Nums" => {
                    let old = list(self.before, &before, &key)?;
                    let new = list(self.now, &now, &key)?;
                    let further = new.strip_prefix(old.as_slice());
                    further.map(|items| self.are_forms(items)).transpose()?.unwrap_or(false)
                }
                _ => false,
            };
            if !grown {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether elements that came in are those of signatures; keys between them aside.
    fn are_forms(&self, items: &[Value]) -> Result<bool, ReadFault> {
        for item in items.iter().filter(|item| !matches!(item, Value::Integer(_))) {
            let Ok(element) = self.now.map(item) else { return Ok(false) };
            let reference = element.get("K").map(|kid| self.now.map(kid)).transpose()?;
            let reference = reference.unwrap_or_default();
            let widget = reference.get("Obj").and_then(Value::reference);
            let known = widget.is_some_and(|number| self.is_signed(number));
            let plain = has_only(&element, &FORM) && has_only(&reference, &REFERENCE);
            if element.get("S") != Some(&Value::name("Form")) || !known || !plain {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn has_only(map: &Map, known: &[&[u8]]) -> bool {
    map.entries().all(|(key, _)| known.contains(&key))
}
