//! S04: 声明 in the words of the reporting rules.

use crate::check::Context;
use crate::filing::is_unfilled;
use crate::finding::{Code, Findings};

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    let declaration = &context.filing.declaration;
    let standard = context.standard.structure_words().declaration.as_str();
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    if is_unfilled(&declaration.value) || bare(&declaration.value) == bare(standard) {
        return;
    }
    let span = declaration.span.clone();
    let finding = Code::S04
        .at(span.clone(), "声明的文字与规定的不同")
        .help(format!("照写“{standard}”，一个字也不改；“企业声明”几个字程序会印"));
    // Of a block only its lines would be replaced.
    let written = context.source.text().get(span.clone()).unwrap_or_default();
    let is_line =
        !written.is_empty() && !written.starts_with(['|', '>']) && !written.contains('\n');
    findings.push(if is_line { finding.fix(span, standard) } else { finding });
}
