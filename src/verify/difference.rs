//! What a page shows that its filing does not say, and the message for it.

use std::fmt;

use crate::pdf::Anomaly;

/// What pages show that the filing does not say, or the other way round. Pages count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageDifference {
    /// The text is another.
    Text {
        /// The page.
        page: usize,
        /// A piece of what the page says there; empty where it says nothing more.
        shown: String,
        /// A piece of what the filing says there.
        data: String,
    },
    /// Glyphs are drawn that are not those of the text they are said to be.
    Hidden {
        /// The page.
        page: usize,
        /// What is drawn.
        drawn: String,
        /// What is said.
        said: String,
    },
    /// Text stands elsewhere than it is read.
    Misplaced {
        /// The page.
        page: usize,
        /// The text.
        text: String,
    },
    /// A glyph comes near the paper's edge or lies beyond it.
    Edge {
        /// The page.
        page: usize,
        /// The text.
        text: String,
    },
    /// A glyph lies over another.
    Overlap {
        /// The page.
        page: usize,
        /// The text.
        text: String,
    },
    /// A glyph is in another size than its line, or too small to be read.
    Size {
        /// The page.
        page: usize,
        /// The text.
        text: String,
    },
    /// A glyph has another outline than its face.
    Outline {
        /// The first page with it.
        page: usize,
        /// What it is said to be.
        text: String,
    },
    /// The page's number is another or is missing.
    Number {
        /// The page.
        page: usize,
    },
    /// There is text beside the report's.
    Extra {
        /// The page.
        page: usize,
        /// The text.
        text: String,
    },
    /// 送审稿 stands on the page of a final report; or it, or which one it is, not on that of a draft.
    DraftMark {
        /// The page.
        page: usize,
        /// Whether it should.
        draft: bool,
    },
    /// There are shapes that are not the lines of a table.
    Shapes {
        /// The page.
        page: usize,
    },
    /// A picture stands over text.
    Covered {
        /// The page.
        page: usize,
    },
    /// There are more pictures or fewer.
    Pictures {
        /// The page with the last picture.
        page: usize,
        /// How many are shown.
        shown: usize,
        /// How many the filing has.
        data: usize,
    },
    /// The text of a picture for screen readers is another.
    Alternative {
        /// What the PDF says.
        shown: String,
        /// What the filing says.
        data: String,
    },
    /// There is something that we never draw.
    Odd {
        /// The page.
        page: usize,
        /// What it is.
        what: Anomaly,
    },
}

impl fmt::Display for PageDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { page, shown, data } if shown.is_empty() => {
                write!(f, "第{page}页：页面到这里没有了，数据里还有“{data}”")
            }
            Self::Text { page, shown, data } if data.is_empty() => {
                write!(f, "第{page}页：页面上多出“{shown}”，数据里没有")
            }
            Self::Text { page, shown, data } => {
                write!(f, "第{page}页：页面上是“{shown}”，数据里是“{data}”")
            }
            Self::Hidden { page, drawn, said } => {
                write!(f, "第{page}页：看到的是“{drawn}”，复制和朗读出来却是“{said}”")
            }
            Self::Misplaced { page, text } => {
                write!(f, "第{page}页：“{text}”不在它该在的位置")
            }
            Self::Edge { page, text } => write!(f, "第{page}页：“{text}”靠着纸边，或者出了纸边"),
            Self::Overlap { page, text } => {
                write!(f, "第{page}页：“{text}”叠在别的字上，看到的不是它")
            }
            Self::Size { page, text } => {
                write!(f, "第{page}页：“{text}”的字号与同一行的不同，或者小得看不清")
            }
            Self::Outline { page, text } => {
                write!(f, "第{page}页：说是“{text}”的字，字形不是那款字体里的，看到的可能是别的字")
            }
            Self::Number { page } => write!(f, "第{page}页：页码不对，或者没有页码"),
            Self::Extra { page, text } => write!(f, "第{page}页：多了不属于报告的文字“{text}”"),
            Self::DraftMark { page, draft: true } => {
                write!(f, "第{page}页：数据里说是送审稿，页面上没有“送审稿”，或者标的不是这一稿")
            }
            Self::DraftMark { page, draft: false } => {
                write!(f, "第{page}页：页面上标着“送审稿”，数据里说不是")
            }
            Self::Shapes { page } => write!(f, "第{page}页：多了图形，不是表格的线"),
            Self::Covered { page } => write!(f, "第{page}页：有图片盖住了文字"),
            Self::Pictures { page, shown, data } => {
                write!(f, "第{page}页：图片数目不对，页面上共 {shown} 幅，数据里是 {data} 幅")
            }
            Self::Alternative { shown, data } => {
                write!(f, "图片的替代文字在 PDF 里是“{shown}”，数据里是“{data}”")
            }
            Self::Odd { page, what } => write!(f, "第{page}页：{}", message(what)),
        }
    }
}

fn message(what: &Anomaly) -> String {
    match what {
        Anomaly::Operator(name) => format!("有呈报不会写的绘图指令 {name}"),
        Anomaly::Colour => "有不是黑色的文字或图形".to_owned(),
        Anomaly::Placement => "有转了向、变了形、出了页面或小得看不清的文字".to_owned(),
        Anomaly::Backwards => "有倒着排的文字".to_owned(),
        Anomaly::Unreadable => "有认不出是什么字的字形".to_owned(),
        Anomaly::Untagged => "有不在报告结构里的文字或图片".to_owned(),
        Anomaly::Resource => "有呈报不会用的字体或图片".to_owned(),
        Anomaly::Layer => "有放在图层里的内容，可以不显示".to_owned(),
        Anomaly::Annotation(kind) => format!("有批注或别的附加内容（{kind}）"),
        Anomaly::PageBox => "页面被旋转、裁剪或改了大小".to_owned(),
    }
}
