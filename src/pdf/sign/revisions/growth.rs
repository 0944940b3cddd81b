//! What a first signature adds to the structure (ISO 14289-1 7.18.4): a Form that holds its
//! widget, and the way back to it.

use super::change::Change;
use super::changes::Roles;
use super::compare::{differing, list};
use crate::pdf::read::objects::{Map, ReadFault, Value};

/// What a Form of ours has.
const FORM: [&str; 5] = ["S", "P", "Pg", "K", "Alt"];
/// What its reference to the widget has.
const REFERENCE: [&str; 3] = ["Type", "Pg", "Obj"];

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
        let [old_key, new_key] =
            [&before, &now].map(|root| root.integer("ParentTreeNextKey").unwrap_or_default());
        for key in differing(&before, &now) {
            let grown = match key.as_str() {
                // One signature, one way back.
                "ParentTreeNextKey" => new_key == old_key.saturating_add(1),
                "K" if before.name("S") == Some(b"Document") => {
                    let further = self.further(&before, &now, &key)?;
                    matches!(&further[..], [form] if self.is_form(form)?)
                }
                "Nums" => {
                    let further = self.further(&before, &now, &key)?;
                    let known = list(self.before, &before, &key)?;
                    matches!(&further[..], [number @ Value::Integer(_), form]
                        if !known.contains(number) && self.is_form(form)?)
                }
                _ => false,
            };
            if !grown {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What a list has behind what it had; nothing where that is no longer there.
    fn further(&self, before: &Map, now: &Map, key: &str) -> Result<Vec<Value>, ReadFault> {
        let old = list(self.before, before, key)?;
        let new = list(self.now, now, key)?;
        Ok(new.strip_prefix(old.as_slice()).map(<[Value]>::to_vec).unwrap_or_default())
    }

    /// Whether an element that came in is a signature's.
    fn is_form(&self, item: &Value) -> Result<bool, ReadFault> {
        let Ok(element) = self.now.map(item) else { return Ok(false) };
        let reference = element.get("K").map(|kid| self.now.map(kid)).transpose()?;
        let reference = reference.unwrap_or_default();
        let widget = reference.get("Obj").and_then(Value::reference);
        let known = widget.is_some_and(|number| self.is_signed(number));
        let plain = element.has_only(&FORM) && reference.has_only(&REFERENCE);
        Ok(element.get("S") == Some(&Value::name("Form")) && known && plain)
    }
}
