//! A form as an xlsx file: locked but for the cells to fill in, and made to be printed.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatPattern,
    IgnoreError, ProtectionOptions, Workbook, Worksheet, XlsxError, utility::row_col_to_cell,
};

use unicode_width::UnicodeWidthStr;

use super::mark::{self, KEYS, TITLE_ROWS};
use super::row::Row;
use super::validation;
use crate::filing::{Filing, Period};

/// What a form says at its top.
pub(super) struct Head<'h> {
    pub(super) filing: &'h Filing,
    pub(super) department: Option<&'h str>,
    /// The last period, where its figures are shown.
    pub(super) last: Option<Period>,
}

/// The columns, with their widths in characters.
const COLUMNS: [(&str, f64); 11] = [
    ("组", 11.0),
    ("指标", 19.0),
    ("分项", 9.0),
    ("单位", 7.0),
    ("标准限值", 31.0),
    ("上期", 15.0),
    ("本期数据", 16.0),
    ("分子", 11.0),
    ("分母", 11.0),
    ("填报人", 9.0),
    ("备注", 18.0),
];
const UNIT: u16 = 3;
const LAST: u16 = 5;
const FIGURE: u16 = 6;
const NUMERATOR: u16 = 7;
const DENOMINATOR: u16 = 8;
const FILLER: u16 = 9;
const NOTE: u16 = 10;
/// How high a line of a row is, and what is around its lines, in points.
const LINE_HEIGHT: f64 = 14.0;
const AROUND: f64 = 7.0;
/// The hidden column behind them.
const KEY: u16 = 11;

const HELP: &str = "\
填写说明：只填浅黄色的格子，其余的已锁住。\
“本期数据”照报告里要印出的样子填，末尾的 0 也要填：99.10% 就填 99.10%；时限只填数也可以，单位按“单位”栏。\
没有这项业务的填“不适用”，本期没有发生的填“未发生”，还没有数的空着。\
比率可以只填分子和分母（整数），由程序算。已经填着的是现有的数，不对的直接改。\
填完存盘，把这个文件发回来；不要改名称，也不要改“单位”。";

const BODY: &str = "宋体";
const HEADING: &str = "黑体";
const LINE: Color = Color::RGB(0x80_80_80);
const SHADE: Color = Color::RGB(0xE8_EE_F4);
const OPEN: Color = Color::RGB(0xFF_F9_DB);
const CLOSED: Color = Color::RGB(0xF4_F4_F4);

/// A4.
const PAPER: u8 = 9;
/// The longest name that a sheet may have, and the signs that it may not.
const LONGEST_NAME: usize = 31;
const NO_NAME: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

struct Looks {
    title: Format,
    help: Format,
    head: Format,
    text: Format,
    centred: Format,
    open: Format,
    open_text: Format,
    count: Format,
    closed: Format,
}

impl Looks {
    fn new() -> Self {
        let plain = || Format::new().set_font_name(BODY).set_font_size(10.5);
        let middle = |format: Format| format.set_align(FormatAlign::VerticalCenter).set_text_wrap();
        let boxed =
            |format: Format| middle(format).set_border(FormatBorder::Thin).set_border_color(LINE);
        let filled = |format: Format, colour: Color| {
            format.set_pattern(FormatPattern::Solid).set_background_color(colour)
        };
        let open = || filled(boxed(plain()), OPEN).set_unlocked();
        Self {
            title: middle(Format::new().set_font_name(HEADING).set_font_size(16.0)),
            help: middle(plain()).set_align(FormatAlign::Left),
            head: filled(boxed(Format::new().set_font_name(HEADING).set_font_size(10.5)), SHADE)
                .set_align(FormatAlign::Center),
            text: boxed(plain()),
            centred: boxed(plain()).set_align(FormatAlign::Center),
            // A text, so that 99.10 stays 99.10 and 100% does not become 100.00%.
            open: open().set_num_format("@").set_align(FormatAlign::Right),
            open_text: open().set_num_format("@"),
            count: open().set_num_format("0").set_align(FormatAlign::Right),
            closed: filled(boxed(plain()), CLOSED),
        }
    }
}

/// A form as an xlsx file. Its bytes depend on nothing else.
pub(super) fn workbook(
    head: &Head<'_>,
    sheets: &[(&str, Vec<&Row>)],
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = head.filing.period.value.last_day();
    let made = ExcelDateTime::from_ymd(day.year, day.month, day.day)?;
    let title = title(head);
    workbook.set_properties(&DocProperties::new().set_title(&title).set_creation_datetime(&made));
    let looks = Looks::new();
    let mut names: Vec<String> = Vec::new();
    for (name, rows) in sheets {
        let name = sheet_name(name, &names);
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        names.push(name);
        page(sheet, rows.len())?;
        top(sheet, head, &title, &looks)?;
        for (n, row) in (TITLE_ROWS + 1..).zip(rows) {
            write_row(sheet, n, row, &looks)?;
        }
    }
    workbook.save_to_buffer()
}

fn title(head: &Head<'_>) -> String {
    let department = head.department.map(|name| format!("（{name}）")).unwrap_or_default();
    let filing = head.filing;
    format!("{}{}服务指标填报表{department}", filing.company.short(), filing.period_label())
}

/// A name that a sheet may have and none before it has.
fn sheet_name(name: &str, names: &[String]) -> String {
    let plain: String = name.chars().filter(|c| !NO_NAME.contains(c) && !c.is_control()).collect();
    let plain = plain.trim_matches(['\'', ' ']);
    let plain = if plain.is_empty() { "指标" } else { plain };
    let cut = |end: &str| {
        // Excel counts in UTF-16.
        let mut left = LONGEST_NAME - end.len();
        let fits = |c: &char| {
            let length = c.len_utf16();
            let fits = length <= left;
            left = left.saturating_sub(length);
            fits
        };
        format!("{}{end}", plain.chars().take_while(fits).collect::<String>())
    };
    let is_new = |name: &String| !names.iter().any(|own| own.to_lowercase() == name.to_lowercase());
    let numbered = (2..).map(|n: usize| cut(&format!("-{n}")));
    std::iter::once(cut("")).chain(numbered).find(is_new).unwrap_or_default()
}

/// How a sheet is printed, frozen and locked.
fn page(sheet: &mut Worksheet, rows: usize) -> Result<(), XlsxError> {
    for (n, (_, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(n, width)?;
    }
    sheet.set_column_hidden(KEY)?;
    sheet.set_landscape().set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3).set_print_center_horizontally(true);
    sheet.set_footer("&C第 &P 页，共 &N 页").set_freeze_panes(TITLE_ROWS + 1, 2)?;
    sheet.set_repeat_rows(TITLE_ROWS, TITLE_ROWS)?;
    let last = TITLE_ROWS + u32::try_from(rows).unwrap_or(u32::MAX - TITLE_ROWS);
    sheet.set_print_area(0, 0, last, NOTE)?;
    sheet.ignore_error_range(TITLE_ROWS + 1, LAST, last, NOTE, IgnoreError::NumberStoredAsText)?;
    let options = ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    };
    sheet.protect_with_options(&options);
    Ok(())
}

fn top(
    sheet: &mut Worksheet,
    head: &Head<'_>,
    title: &str,
    looks: &Looks,
) -> Result<(), XlsxError> {
    sheet.merge_range(0, 0, 0, NOTE, title, &looks.title)?.set_row_height(0, 30)?;
    sheet.merge_range(1, 0, 1, NOTE, HELP, &looks.help)?.set_row_height(1, 62)?;
    sheet.write_string(0, KEY, mark::written(head.filing))?;
    for (n, (name, _)) in (0..).zip(COLUMNS) {
        let period = match n {
            FIGURE if head.filing.has_period => Some(head.filing.period.value),
            LAST => head.last,
            _ => None,
        };
        let period = period.map(|period| format!("\n（{period}）")).unwrap_or_default();
        sheet.write_string_with_format(TITLE_ROWS, n, format!("{name}{period}"), &looks.head)?;
    }
    sheet.write_string(TITLE_ROWS, KEY, KEYS)?;
    sheet.set_row_height(TITLE_ROWS, 2.0 * LINE_HEIGHT + AROUND)?;
    Ok(())
}

fn write_row(sheet: &mut Worksheet, n: u32, row: &Row, looks: &Looks) -> Result<(), XlsxError> {
    let cells = [&row.group, &row.indicator, &row.label, row.unit(), &row.limit, &row.last];
    sheet.set_row_height(n, height(&cells))?;
    for (column, text) in (0..).zip(cells) {
        let look = if column == UNIT { &looks.centred } else { &looks.text };
        sheet.write_string_with_format(n, column, text, look)?;
    }
    sheet.write_string_with_format(n, FIGURE, &row.figure, &looks.open)?;
    let cell = row_col_to_cell(n, FIGURE);
    sheet.add_data_validation(n, FIGURE, n, FIGURE, &validation::figure(row, &cell)?)?;
    for (column, text) in [(NUMERATOR, &row.numerator), (DENOMINATOR, &row.denominator)] {
        if !row.expected.is_share() && text.is_empty() {
            sheet.write_blank(n, column, &looks.closed)?;
            continue;
        }
        match text.parse::<u32>() {
            Ok(count) => sheet.write_number_with_format(n, column, count, &looks.count)?,
            Err(_) if text.is_empty() => sheet.write_blank(n, column, &looks.count)?,
            // 9964件, which is no number of Excel's.
            Err(_) => sheet.write_string_with_format(n, column, text, &looks.open)?,
        };
        if text.is_empty() || text.parse::<u32>().is_ok() {
            let rule = validation::count(&row_col_to_cell(n, column))?;
            sheet.add_data_validation(n, column, n, column, &rule)?;
        }
    }
    sheet.write_blank(n, FILLER, &looks.open_text)?;
    sheet.write_blank(n, NOTE, &looks.open_text)?;
    sheet.write_string(n, KEY, &row.key)?;
    Ok(())
}

/// How high a row is that shows its texts whole, in points: not every program sees to it itself.
fn height(cells: &[&str]) -> f64 {
    let lines = |(text, (_, width)): (&&str, &(&str, f64))| -> f64 {
        // A cell has a margin.
        let fits = |line: &str| (line.width_cjk() as f64 / width).ceil().max(1.0);
        text.split('\n').map(fits).sum()
    };
    let most = cells.iter().zip(&COLUMNS).map(lines).fold(1.0, f64::max);
    most * LINE_HEIGHT + AROUND
}
