//! A signature's field in the form, on its page and in the structure (ISO 32000-1 12.7.4.5,
//! ISO 14289-1 7.18.4: a widget stands in a Form).

use super::spot::{Spot, last_page};
use super::update::Update;
use super::{Signing, SigningFault, seal, text};
use crate::pdf::read::objects::{Map, PdfFile, Value};
use crate::pdf::read::seal_place;

/// The field can be printed, and what it shows stays (ISO 32000-1 12.5.3).
const PRINT_LOCKED: i64 = 4 | 128;
/// There are signatures, and the file may only be appended to (12.7.2).
const APPEND_ONLY: i64 = 3;

type Result<T> = std::result::Result<T, SigningFault>;

/// Adds the field of a signature.
pub(super) fn add(
    file: &PdfFile<'_>,
    update: &mut Update<'_, '_>,
    signature: u32,
    signing: &Signing<'_>,
) -> Result<()> {
    let catalog = file.catalog()?;
    let form = Form::of(file, &catalog)?;
    match (form.signed, signing.again, signing.seal) {
        (true, false, _) => return Err(SigningFault::Signed),
        // The structure would change, and others would call the first signature broken.
        (true, true, Some(_)) => return Err(SigningFault::LateSeal),
        _ => {}
    }
    let spot = match signing.seal {
        Some(picture) => {
            let place = seal_place(file, &catalog)?.ok_or(SigningFault::NoSignOff)?;
            seal::spot(place, picture)
        }
        None => Spot { page: last_page(file, &catalog)?, rectangle: [0.0; 4] },
    };
    let widget = update.number();
    let description = description(signing);
    let mut about = Map::from([
        ("Type", Value::name("Annot")),
        ("Subtype", Value::name("Widget")),
        ("FT", Value::name("Sig")),
        ("T", Value::Text(format!("Signature{}", form.fields.len() + 1).into_bytes())),
        ("TU", text(&description)?),
        ("Contents", text(&description)?),
        ("Rect", Value::List(spot.rectangle.map(Value::Real).into())),
        ("F", Value::Integer(PRINT_LOCKED)),
        ("P", Value::Reference(spot.page)),
        ("V", Value::Reference(signature)),
    ]);
    if let Some(picture) = signing.seal {
        let look = seal::look(update, picture, spot.rectangle)?;
        about.set("AP", Value::map([("N", look)]));
    }
    // A further signature is in the form alone: pages and structure stay what was signed.
    if !form.signed {
        let parent = structure(file, &catalog, update, (&spot, widget), &description)?;
        about.set("StructParent", Value::Integer(parent));
        put_on_page(file, update, spot.page, widget)?;
    }
    update.set(widget, &Value::Map(about));
    form.with(widget).write(catalog, file, update)
}

/// What the field is to screen readers.
fn description(signing: &Signing<'_>) -> String {
    let what = if signing.seal.is_some() { "印章和电子签名" } else { "电子签名" };
    format!("{}的{what}", signing.name)
}

/// The document's form.
struct Form {
    /// Its object, where it has one of its own.
    number: Option<u32>,
    about: Map,
    fields: Vec<Value>,
    /// Whether one of the fields is signed.
    signed: bool,
}

impl Form {
    fn of(file: &PdfFile<'_>, catalog: &Map) -> Result<Self> {
        let Some(form) = catalog.get("AcroForm") else {
            let about = Map::from([("SigFlags", Value::Integer(APPEND_ONLY))]);
            return Ok(Self { number: None, about, fields: Vec::new(), signed: false });
        };
        let about = file.map(form)?;
        let fields = about.get("Fields").map(|fields| file.list(fields)).transpose()?;
        let fields = fields.unwrap_or_default();
        let mut signed = false;
        for field in &fields {
            signed |= file.map(field)?.get("V").is_some();
        }
        let number = form.reference();
        Ok(Self { number, about, fields, signed })
    }

    fn with(mut self, widget: u32) -> Self {
        self.fields.push(Value::Reference(widget));
        self.about.set("Fields", Value::List(self.fields.clone()));
        self
    }

    fn write(
        self,
        mut catalog: Map,
        file: &PdfFile<'_>,
        update: &mut Update<'_, '_>,
    ) -> Result<()> {
        let about = Value::Map(self.about);
        match self.number {
            Some(number) => update.set(number, &about),
            None => {
                let root = file.trailer().get("Root").and_then(Value::reference);
                catalog.set("AcroForm", update.add(&about));
                update.set(root.ok_or(SigningFault::Foreign)?, &Value::Map(catalog));
            }
        }
        Ok(())
    }
}

/// Lists the widget on its page.
fn put_on_page(
    file: &PdfFile<'_>,
    update: &mut Update<'_, '_>,
    number: u32,
    widget: u32,
) -> Result<()> {
    let mut page = file.map(&Value::Reference(number))?;
    let mut annotations = match page.get("Annots") {
        Some(annotations) => file.list(annotations)?,
        None => Vec::new(),
    };
    annotations.push(Value::Reference(widget));
    page.set("Annots", Value::List(annotations));
    page.set("Tabs", Value::name("S"));
    update.set(number, &Value::Map(page));
    Ok(())
}

/// Puts the widget into the structure, as the last of the document; its key in the parent tree.
fn structure(
    file: &PdfFile<'_>,
    catalog: &Map,
    update: &mut Update<'_, '_>,
    (spot, widget): (&Spot, u32),
    description: &str,
) -> Result<i64> {
    const FOREIGN: SigningFault = SigningFault::Foreign;
    let root_number = catalog.get("StructTreeRoot").and_then(Value::reference).ok_or(FOREIGN)?;
    let mut root = file.map(&Value::Reference(root_number))?;
    let document_number = root.get("K").and_then(Value::reference).ok_or(FOREIGN)?;
    let mut document = file.map(&Value::Reference(document_number))?;
    let parents_number = root.get("ParentTree").and_then(Value::reference).ok_or(FOREIGN)?;
    let mut parents = file.map(&Value::Reference(parents_number))?;
    let mut pairs = file.list(parents.get("Nums").ok_or(FOREIGN)?)?;
    let key = root.integer("ParentTreeNextKey").ok_or(FOREIGN)?;

    let page = Value::Reference(spot.page);
    let object = Value::map([
        ("Type", Value::name("OBJR")),
        ("Pg", page.clone()),
        ("Obj", Value::Reference(widget)),
    ]);
    let form = update.add(&Value::map([
        ("S", Value::name("Form")),
        ("P", Value::Reference(document_number)),
        ("Pg", page),
        ("K", object),
        ("Alt", text(description)?),
    ]));
    let mut kids = match document.get("K") {
        Some(Value::List(kids)) => kids.clone(),
        Some(kid) => vec![kid.clone()],
        None => Vec::new(),
    };
    kids.push(form.clone());
    document.set("K", Value::List(kids));
    update.set(document_number, &Value::Map(document));
    pairs.extend([Value::Integer(key), form]);
    parents.set("Nums", Value::List(pairs));
    update.set(parents_number, &Value::Map(parents));
    root.set("ParentTreeNextKey", Value::Integer(key.saturating_add(1)));
    update.set(root_number, &Value::Map(root));
    Ok(key)
}
