//! How a file deviates from what is written into one, in words.

use crate::pdf::Deviation;

/// A deviation in Chinese.
pub(super) fn message(deviation: &Deviation) -> String {
    match deviation {
        Deviation::PageTree => {
            "页面的目录不对（页数、层次或类别），各种阅读器会显示不同的页".to_owned()
        }
        Deviation::Page { page, key } => format!("第{page}页的设置不是呈报写的（{key}）"),
        Deviation::Resources(key) => {
            format!("页面的颜色、字体等设置里有呈报不会写的内容（{key}）")
        }
        Deviation::Font(key) => {
            format!("字体的设置不是呈报写的（{key}），有的阅读器会显示别的字")
        }
        Deviation::PictureSetting(key) => format!("图片的设置不是呈报写的（{key}）"),
        Deviation::Picture { number } => {
            format!("第{number}幅图片与附在报告里的图片文件不一样，或者次序不对")
        }
        Deviation::PicturePlace { number } => {
            format!("第{number}幅图片转了向、变了形、移了位或小得看不清")
        }
        Deviation::Setting(key) => format!("文件的设置不是呈报写的（{key}）"),
        Deviation::Description(key) => {
            format!("文件的说明（标题、日期等）不是这份报告的（{key}）")
        }
        Deviation::Attachment(name) => format!("附件“{name}”的说明不是呈报写的"),
        Deviation::Bookmark => "书签通向别处".to_owned(),
        Deviation::Structure(role) => {
            format!("供读屏软件用的结构与报告不一致（{role}）")
        }
        Deviation::Sequence { page } => {
            format!("第{page}页的内容在结构里标得不对，朗读出来会不一样")
        }
        Deviation::Link { page } => format!("第{page}页的链接不是呈报写的样子"),
        Deviation::Signature { page } => {
            format!("第{page}页的签名域说的是别的话，朗读出来不是签名")
        }
        Deviation::NoLink(address) => format!("报告里的链接 {address} 不见了"),
    }
}
