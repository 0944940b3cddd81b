#!/usr/bin/env python3
"""Spreadsheets as other programs make them, filled into a filing.

    .ci/sheets.py PROGRAM FOLDER FILING.yaml...

Of each filing every figure is blanked. Spreadsheets with the figures, by the names that desks use
and with number formats as they use them, are made in FOLDER by openpyxl and, out of these, by
LibreOffice (xlsx, ods, xls), in three layouts: a list, a matrix of areas or measures, and a sheet
for each group. PROGRAM fills each into the blank filing, which then has every figure to the digit
and every other byte as it was. Then slips are planted in a list: each is said, and none is taken.
The form that PROGRAM makes is saved anew by LibreOffice, and fills the blank filing, too.

Needs soffice and openpyxl. Exits 1 at the first fault, and says what it is.
"""

import json
import pathlib
import re
import subprocess
import sys

import openpyxl
from openpyxl.styles import Alignment, Font

# What desks call it.
NAMES = {
    ("移动电话", "业务变更", "平均"): "业务变更平均时限",
    ("移动电话", "恢复通话", "平均"): "复话平均时长",
    ("移动电话", "恢复通话", "平均时间"): "复话平均时长",
    ("移动电话", "恢复通话", "及时率"): "复话及时率",
    ("移动电话", "障碍修复", "平均"): "故障修复平均历时",
    ("移动电话", "障碍修复", "及时率"): "故障修复及时率",
    ("网络质量", "通话中断率", ""): "掉话率",
    ("网络质量", "网络接通率", ""): "接通率",
    ("客户投诉", "投诉处理平均时间", ""): "投诉处理平均时长",
    ("固定电话", "障碍修复平均时限", "城市"): "故障修复平均时限",
    ("固定电话", "障碍修复平均时限", "农村"): "故障修复平均时限",
}
GROUPS = {"固定电话": "固话", "移动电话": "移动业务", "因特网业务": "宽带", "租用电路": "专线"}


class Figure:
    def __init__(self, group, name, label, unit, written):
        self.group, self.name, self.label = group, name, label
        self.unit = "" if unit in ("—", "比率") else unit
        self.written = written
        self.area = label if label in ("城市", "农村") else ""
        measure = "" if self.area else label
        self.measure = measure
        self.desk = NAMES.get((group, name, label), name + measure)

    def put(self, cell, in_cell):
        """As a number where it is one, shown by its format; with the unit in the format or not."""
        found = re.fullmatch(r"(\d+)(?:\.(\d+))?(.*)", self.written)
        if not found or (self.unit == "" and found[3]):
            cell.value, cell.number_format = self.written, "@"
            return
        digits = len(found[2] or "")
        form = "0" + ("." + "0" * digits if digits else "")
        number = float(found[1] + "." + (found[2] or "0"))
        if found[3] == "%":
            # As a computer divides it: 0.9964000000000001 is not what is shown.
            cell.value, cell.number_format = float(f"{number / 100:.15g}"), form + "%"
        else:
            cell.value = number if digits else int(number)
            cell.number_format = form + (f'"{found[3]}"' if in_cell and found[3] else "")


def fail(text):
    sys.exit(f"表格：{text}")


def run(*call, allowed=(0,)):
    done = subprocess.run([str(part) for part in call], capture_output=True, text=True)
    if done.returncode not in allowed:
        fail(f"{' '.join(map(str, call))} ({done.returncode})\n{done.stdout}{done.stderr}")
    return done


def figures(form):
    """All figures of a filing, as its form has them."""
    sheet = openpyxl.load_workbook(form).worksheets[0]
    rows = list(sheet.iter_rows(min_row=4, max_col=7, values_only=True))
    return [Figure(row[0], row[1], row[2] or "", row[3], row[6]) for row in rows]


def blank(text, all_figures):
    at = text.index("主要服务指标完成情况:")
    for figure in all_figures:
        at = text.index(f": {figure.written}", at) + 2
        number = figure.written.rstrip("%小时天")
        prompt = "【】" + figure.written[len(number):]
        text = text[:at] + prompt + text[at + len(figure.written):]
        at += len(prompt)
    return text


def title(sheet, text, width):
    sheet.append([text])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet["A1"].font = Font(name="黑体", size=16)
    sheet["A1"].alignment = Alignment(horizontal="center")


def as_list(book, all_figures, heading):
    sheet = book.active
    sheet.title = "汇总"
    title(sheet, heading, 7)
    sheet.append(["序号", "业务类别", "指标名称", "地区", "单位", "本期完成值", "上期", "备注"])
    first = None
    for n, figure in enumerate(all_figures, 1):
        new = first is None or first[0] != figure.group
        group = GROUPS.get(figure.group, figure.group) if new else None
        sheet.append([n, group, figure.desk, figure.area or None, figure.unit or "—"])
        row = sheet.max_row
        figure.put(sheet.cell(row, 6), in_cell=False)
        sheet.cell(row, 7).value = 1.23
        if new:
            first = (figure.group, row)
        elif row > first[1]:
            for merged in list(sheet.merged_cells.ranges):
                if merged.min_col == 2 and merged.min_row == first[1]:
                    sheet.unmerge_cells(str(merged))
            sheet.merge_cells(start_row=first[1], start_column=2, end_row=row, end_column=2)


def as_matrix(book, all_figures, heading):
    """Rows of indicators, columns of areas or measures below a head of two rows."""
    sheet = book.active
    sheet.title = "矩阵"
    title(sheet, heading, 6)
    areas = any(figure.area for figure in all_figures)
    columns = ["城市", "农村"] if areas else ["平均时限", "及时率"]
    sheet.append(["业务", "指标", "本期", None, "上期", None])
    sheet.append([None, None, *columns, *columns])
    sheet.merge_cells("A2:A3"), sheet.merge_cells("B2:B3")
    sheet.merge_cells("C2:D2"), sheet.merge_cells("E2:F2")
    rows = {}
    for figure in all_figures:
        name = figure.desk if areas or figure.label == "" else figure.name
        if (figure.group, name) not in rows:
            sheet.append([figure.group, name])
            rows[figure.group, name] = sheet.max_row
        row = rows[figure.group, name]
        label = figure.area if areas else figure.label
        if label == "" or (areas and not figure.area):
            figure.put(sheet.cell(row, 3), in_cell=True)
            sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=4)
        else:
            at = 3 + (label == columns[1])
            figure.put(sheet.cell(row, at), in_cell=True)


def as_sheets(book, all_figures, heading):
    """A sheet for each group, named as it is; indicators in rows, or with areas in columns."""
    book.remove(book.active)
    for group in dict.fromkeys(figure.group for figure in all_figures):
        own = [figure for figure in all_figures if figure.group == group]
        sheet = book.create_sheet(group)
        if any(figure.area for figure in own):
            # Indicators in columns, areas in rows.
            names = list(dict.fromkeys(figure.desk for figure in own))
            sheet.append(["地区", *names])
            for area in ("城市", "农村", ""):
                sheet.append([area or "全省"])
                for figure in own:
                    if figure.area == area:
                        at = 2 + names.index(figure.desk)
                        figure.put(sheet.cell(sheet.max_row, at), in_cell=True)
            continue
        title(sheet, heading, 3)
        sheet.append(["项目", "计量单位", "数值"])
        for figure in own:
            sheet.append([figure.desk, figure.unit or None])
            figure.put(sheet.cell(sheet.max_row, 3), in_cell=False)


LAYOUTS = {"列表": as_list, "矩阵": as_matrix, "分组": as_sheets}


def filled(program, place, text, sheet):
    """What fill makes of a blank filing, without the comments that say where it came from."""
    filing = place / "空白.yaml"
    filing.write_text(text, encoding="utf-8")
    run(program, "fill", filing, sheet)
    made = filing.read_text(encoding="utf-8")
    again = run(program, "fill", filing, sheet).stdout
    if filing.read_text(encoding="utf-8") != made or "没有要填的数" not in again:
        fail(f"{sheet.name}：再填一次又改了\n{again}")
    for kept in place.glob("空白.yaml.bak*"):
        kept.unlink()
    return re.sub(r"  # 来自 .*", "", made)


def office(place, files, ending):
    out = place / ending
    run("soffice", f"-env:UserInstallation={(place / 'office').resolve().as_uri()}", "--headless",
        "--convert-to", ending, "--outdir", out, *files)
    return [out / f"{file.stem}.{ending}" for file in files]


def slips(program, place, text, all_figures, heading):
    """Each slip in a list of its own kind, all in one file; what is sound is taken."""
    rates = [n for n, f in enumerate(all_figures) if f.written.endswith("%")]
    times = [n for n, f in enumerate(all_figures) if f.written.endswith("小时")]
    book = openpyxl.Workbook()
    as_list(book, all_figures, heading)
    sheet = book.active
    cell = lambda n: sheet.cell(n + 3, 6)
    cell(rates[0]).value, cell(rates[0]).number_format = "约九成", "@"
    cell(times[1]).value, cell(times[1]).number_format = 4.010000000000001, "General"
    cell(rates[1]).value, cell(rates[1]).number_format = 0.98764, "0.00%"
    cell(rates[2]).value, cell(rates[2]).number_format = 0.9912, "General"
    sheet.cell(times[0] + 3, 5).value = "分钟"
    double = all_figures[rates[-1]]
    last = sheet.max_row + 1
    sheet.cell(last, 2).value, sheet.cell(last, 3).value = double.group, double.desk
    sheet.cell(last, 4).value, sheet.cell(last, 5).value = double.area or None, double.unit
    sheet.cell(last, 6).value, sheet.cell(last, 6).number_format = 0.7777, "0.00%"
    wrong = [rates[0], rates[1], rates[2], times[0], times[1], rates[-1]]
    filing = place / "错.yaml"
    filing.write_text(text, encoding="utf-8")
    book.save(place / "错.xlsx")
    said = json.loads(run(program, "fill", "--format", "json", "--dry-run", filing,
                          place / "错.xlsx", allowed=(1,)).stdout)
    key = lambda f: ".".join(part for part in (f.group, f.name, f.label) if part)
    refused = {one["key"] for one in said["refused"] + said["contradictory"]}
    if refused != {key(all_figures[n]) for n in wrong}:
        fail(f"错填的没有说全，或多说了：{sorted(refused)}\n{json.dumps(said, ensure_ascii=False, indent=1)}")
    if len(said["filled"]) != len(all_figures) - len(wrong):
        fail(f"没有错的没有都填：{len(said['filled'])}")
    # A row too far down, from the second on.
    book = openpyxl.Workbook()
    as_list(book, all_figures, heading)
    sheet = book.active
    cells = [(sheet.cell(n + 3, 6).value, sheet.cell(n + 3, 6).number_format)
             for n in range(len(all_figures))]
    for n, (value, form) in enumerate(cells, 1):
        sheet.cell(n + 3, 6).value, sheet.cell(n + 3, 6).number_format = value, form
    sheet.cell(3, 6).value = None
    book.save(place / "错行.xlsx")
    done = run(program, "fill", "--dry-run", filing, place / "错行.xlsx", allowed=(1,))
    if "错开了一行" not in done.stdout or "会填 0" in done.stdout or "→" in done.stdout:
        fail(f"错行没有看出来\n{done.stdout}")


def main():
    program, place, *filings = sys.argv[1:]
    program, place = pathlib.Path(program).resolve(), pathlib.Path(place)
    place.mkdir(parents=True, exist_ok=True)
    made = []
    for filing in map(pathlib.Path, filings):
        text = filing.read_text(encoding="utf-8")
        form = place / f"{filing.stem}-表.xlsx"
        run(program, "sheet", filing, "-o", form)
        all_figures = figures(form)
        empty = blank(text, all_figures)
        period = re.search(r"报告期: (.*)", text)[1]
        heading = f"{period}主要服务指标统计表"
        own = [form]
        for layout, write in LAYOUTS.items():
            book = openpyxl.Workbook()
            write(book, all_figures, heading)
            own.append(place / f"{filing.stem}-{layout}.xlsx")
            book.save(own[-1])
        slips(program, place, empty, all_figures, heading)
        made.append((text, empty, own))
    files = [file for _, _, own in made for file in own]
    ods = office(place, files, "ods")
    by_stem = {file.stem: [file] for file in files}
    # What LibreOffice saves of its own files is all its own.
    for file in ods + office(place, ods, "xlsx") + office(place, ods, "xls"):
        by_stem[file.stem].append(file)
    count = 0
    for text, empty, own in made:
        for file in (other for one in own for other in by_stem[one.stem]):
            now = filled(program, place, empty, file)
            if now != text:
                lines = zip(text.splitlines(), now.splitlines())
                other = [f"- {a}\n+ {b}" for a, b in lines if a != b]
                fail(f"{file} 填出来的不一样\n" + "\n".join(other[:12]))
            count += 1
    print(f"{count} 个表格都填得一位不差，错填的都说了")


if __name__ == "__main__":
    main()
