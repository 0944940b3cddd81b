//! Filings that are signed with the test keys, and what is done to them afterwards.

use std::ops::Range;
use std::sync::LazyLock;

use chengbao::cms::Trust;
use chengbao::moment::Moment;
use chengbao::verify::Policy;
use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, Stream};

use super::filing::FILING;
use super::{Chengbao, repository};

/// When the tests sign: 2025-01-12 09:05 in China.
pub(crate) const NOW: i64 = 1_736_643_900;

/// Who the test keys say signs; none of them is the company of a test's filing. A wide blank
/// stands in names for the one that parts a call's words.
pub(crate) const SIGNERS: [&str; 3] =
    ["某某通信有限公司", "Example\u{3000}Telecom", "Expired\u{3000}过期"];

/// The same as options of `verify`.
pub(crate) fn signer_options() -> String {
    SIGNERS.iter().map(|name| format!(" --signer {name}")).collect()
}

/// What verify looks with at the time of the tests, where any test key may have signed.
pub(crate) fn asking<'a>(trust: Option<&'a Trust>, signers: &'a [String]) -> Policy<'a> {
    Policy { trust, signers, now: Moment(NOW) }
}

/// The same names as the program takes them.
pub(crate) static ANY_SIGNER: LazyLock<Vec<String>> =
    LazyLock::new(|| SIGNERS.iter().map(|name| (*name).to_owned()).collect());

/// A red ring with a star.
pub(crate) const SEAL: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='42mm' height='42mm' \
    viewBox='0 0 42 42'><circle cx='21' cy='21' r='20' fill='none' stroke='#d00' \
    stroke-width='1.2'/><path d='M21 11l3 7h7l-6 4 3 8-7-5-7 5 3-8-6-4h7z' fill='#d00'/></svg>";

/// A file of tests/keys.
pub(crate) fn key(name: &str) -> Vec<u8> {
    std::fs::read(repository().join("tests/keys").join(name)).unwrap()
}

/// The report of a filing.
pub(crate) fn built(source: impl AsRef<[u8]>, options: &str) -> Vec<u8> {
    let call = format!("build 甲.yaml --formats pdf{options}");
    Chengbao::new().file("甲.yaml", source).call(&call).run().bytes("output/甲.pdf")
}

/// The report of the small filing.
pub(crate) static PDF: LazyLock<Vec<u8>> = LazyLock::new(|| built(FILING, ""));

/// A folder with a report, a key and its password, at the time when the tests sign.
pub(crate) fn desk(pdf: &[u8], name: &str) -> Chengbao {
    Chengbao::new()
        .file("甲.pdf", pdf)
        .file("证书.p12", key(&format!("{name}.p12")))
        .env("CHENGBAO_P12_PASSWORD", "chengbao")
        .env("SOURCE_DATE_EPOCH", &NOW.to_string())
}

/// A report signed with a key.
pub(crate) fn signed(pdf: &[u8], name: &str, options: &str) -> Vec<u8> {
    let call = format!("sign 甲.pdf --p12 证书.p12 -o 签.pdf{options}");
    desk(pdf, name).file("章.svg", SEAL).call(&call).run().done().bytes("签.pdf")
}

/// The smaller of the repository's filings, signed and sealed.
pub(crate) static UNICOM: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let source = repository().join("data/shanxi-unicom-2020h1.yaml");
    signed(&built(std::fs::read(source).unwrap(), ""), "p256", " --seal 章.svg")
});

/// An update as other programs make one.
pub(crate) struct Update(IncrementalDocument);

/// The file with an update behind it.
pub(crate) fn updated(pdf: &[u8], edit: impl FnOnce(&mut Update)) -> Vec<u8> {
    let before = Document::load_mem(pdf).unwrap();
    let mut update = Update(IncrementalDocument::create_from(pdf.to_vec(), before));
    edit(&mut update);
    let mut bytes = Vec::new();
    update.0.save_to(&mut bytes).unwrap();
    assert!(bytes.starts_with(pdf));
    without_header(&bytes, pdf.len())
}

/// An update without the header that lopdf puts before each, and no reader needs.
fn without_header(bytes: &[u8], length: usize) -> Vec<u8> {
    let from = length + usize::from(bytes[length] == b'\n');
    assert!(bytes[from..].starts_with(b"%PDF-1."), "{:?}", &bytes[from..from + 20]);
    let header = "%PDF-1.7\n%****\n".len();
    let start = "startxref\n";
    let end = bytes.windows(start.len()).rposition(|part| part == start.as_bytes()).unwrap();
    let number = std::str::from_utf8(&bytes[end + start.len()..bytes.len() - 6]).unwrap();
    let section: usize = number.trim().parse().unwrap();
    let mut rows = bytes[section..end].to_vec();
    let content = rows.windows(7).position(|part| part == b"stream\n").unwrap() + 7;
    let last = rows.windows(10).rposition(|part| part == b"\nendstream").unwrap();
    // A kind, a place in four bytes, a generation in two.
    for row in rows[content..last].chunks_exact_mut(7).filter(|row| row[0] == 1) {
        let place = u32::from_be_bytes(row[1..5].try_into().unwrap()) - header as u32;
        row[1..5].copy_from_slice(&place.to_be_bytes());
    }
    let end = format!("{start}{}\n%%EOF", section - header);
    [&bytes[..from], &bytes[from + header..section], &rows, end.as_bytes()].concat()
}

impl Update {
    /// The file before.
    pub(crate) fn before(&self) -> &Document {
        self.0.get_prev_documents()
    }

    pub(crate) fn object(&mut self, id: ObjectId) -> &mut Object {
        self.0.opt_clone_object_to_new_document(id).unwrap();
        self.0.new_document.get_object_mut(id).unwrap()
    }

    pub(crate) fn dictionary(&mut self, id: ObjectId) -> &mut Dictionary {
        match self.object(id) {
            Object::Stream(stream) => &mut stream.dict,
            other => other.as_dict_mut().unwrap(),
        }
    }

    pub(crate) fn root(&self) -> ObjectId {
        self.before().trailer.get(b"Root").unwrap().as_reference().unwrap()
    }

    pub(crate) fn catalog(&mut self) -> &mut Dictionary {
        self.dictionary(self.root())
    }

    /// The object that a key of the catalog refers to.
    pub(crate) fn of_catalog(&self, key: &str) -> ObjectId {
        reference(self.before().catalog().unwrap(), key)
    }

    pub(crate) fn page(&self, number: u32) -> ObjectId {
        self.before().get_pages()[&number]
    }

    pub(crate) fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        self.0.new_document.add_object(object)
    }

    /// Puts an object where there is none.
    pub(crate) fn put(&mut self, id: ObjectId, object: impl Into<Object>) {
        self.0.new_document.objects.insert(id, object.into());
    }

    /// Points the trailer elsewhere.
    pub(crate) fn trailer(&mut self) -> &mut Dictionary {
        &mut self.0.new_document.trailer
    }

    /// Puts a stream with another content in an object's place.
    pub(crate) fn set_content(&mut self, id: ObjectId, content: &[u8]) {
        let Object::Stream(stream) = self.object(id) else { panic!("{id:?} is no stream") };
        for key in ["Filter", "DecodeParms"] {
            stream.dict.remove(key.as_bytes());
        }
        stream.set_content(content.to_vec());
        if let Ok(params) = stream.dict.get_mut(b"Params").and_then(Object::as_dict_mut) {
            params.set("Size", content.len() as i64);
        }
    }

    /// The attachment of a name.
    pub(crate) fn attachment(&self, name: &str) -> ObjectId {
        let document = self.before();
        let files = document.catalog().unwrap().get(b"AF").unwrap().as_array().unwrap();
        let mut files = files.iter().map(|file| document.dereference(file).unwrap().1);
        let named = |file: &&Object| {
            let file = file.as_dict().unwrap().get(b"F").unwrap();
            file.as_str().unwrap() == name.as_bytes()
        };
        let file = files.find(named).unwrap().as_dict().unwrap();
        let embedded = document.dereference(file.get(b"EF").unwrap()).unwrap().1;
        reference(embedded.as_dict().unwrap(), "F")
    }
}

/// What a key refers to.
pub(crate) fn reference(dictionary: &Dictionary, key: &str) -> ObjectId {
    dictionary.get(key.as_bytes()).unwrap().as_reference().unwrap()
}

/// A stream that is not packed.
pub(crate) fn stream(content: &[u8]) -> Stream {
    Stream::new(Dictionary::new(), content.to_vec())
}

/// The signature fields of a file, in their order.
pub(crate) fn fields(document: &Document) -> Vec<ObjectId> {
    let form = document.get_dictionary(reference(document.catalog().unwrap(), "AcroForm")).unwrap();
    let fields = form.get(b"Fields").unwrap().as_array().unwrap();
    fields.iter().map(|field| field.as_reference().unwrap()).collect()
}

/// The four numbers of a file's last byte range, and where they stand.
pub(crate) fn byte_range(pdf: &[u8]) -> ([usize; 4], Range<usize>) {
    const KEY: &[u8] = b"/ByteRange [";
    let at = pdf.windows(KEY.len()).rposition(|window| window == KEY).unwrap() + KEY.len();
    let end = at + pdf[at..].iter().position(|byte| *byte == b']').unwrap();
    let text = std::str::from_utf8(&pdf[at..end]).unwrap();
    let numbers: Vec<usize> = text.split_whitespace().map(|n| n.parse().unwrap()).collect();
    (numbers.try_into().unwrap(), at..end)
}

/// Marsaglia's xorshift: the same numbers each time.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}
