//! A page's tags and text: enough of HTML for the pages that the program writes.

/// A start tag, with its attributes as written.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Tag {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// A page cut into its start tags and the text between all tags.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) tags: Vec<Tag>,
    /// The text of the report: what stands in `<main>` and in no `<nav>`.
    pub(crate) report: String,
    /// The JSON of the filing, as it stands in the page.
    pub(crate) data: String,
    /// What stands in `<style>`.
    pub(crate) style: String,
}

/// Reads a page as a browser would: the content of `script` and `style` is no markup.
pub(crate) fn read(html: &str) -> Page {
    let mut page = Page::default();
    let (mut inside_main, mut inside_nav) = (false, false);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let close = open + rest[open..].find('>').unwrap();
        if inside_main && !inside_nav {
            page.report.push_str(&unescape(&rest[..open]));
        }
        let inner = &rest[open + 1..close];
        rest = &rest[close + 1..];
        if inner.starts_with(['/', '!']) {
            inside_main &= inner != "/main";
            inside_nav &= inner != "/nav";
            continue;
        }
        let tag = tag(inner);
        inside_main |= tag.name == "main";
        inside_nav |= tag.name == "nav";
        if let Some(into) = match tag.name.as_str() {
            "script" => Some(&mut page.data),
            "style" => Some(&mut page.style),
            _ => None,
        } {
            let end = rest.find(&format!("</{}>", tag.name)).unwrap();
            into.push_str(&rest[..end]);
            rest = &rest[end..];
        }
        page.tags.push(tag);
    }
    page
}

fn tag(inner: &str) -> Tag {
    let (name, mut rest) = inner.split_once([' ', '\n']).unwrap_or((inner, ""));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() || rest == "/" {
            break;
        }
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let key = rest[..end].to_owned();
        rest = &rest[end..];
        let value = match rest.strip_prefix("=\"") {
            Some(quoted) => {
                let end = quoted.find('"').unwrap();
                rest = &quoted[end + 1..];
                unescape(&quoted[..end])
            }
            None => String::new(),
        };
        attributes.push((key.to_ascii_lowercase(), value));
    }
    Tag { name: name.to_ascii_lowercase(), attributes }
}

pub(crate) fn unescape(text: &str) -> String {
    let names = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    names.iter().fold(text.to_owned(), |text, (name, c)| text.replace(name, c))
}
