// CodeMirror's words in Chinese.

import { EditorState } from "@codemirror/state";

export const WORDS = EditorState.phrases.of({
  Find: "查找", Replace: "替换为", next: "下一处", previous: "上一处", all: "全部选中",
  "match case": "区分大小写", "by word": "整词", regexp: "规则式", replace: "替换",
  "replace all": "全部替换", close: "关闭", "current match": "当前这一处",
  "on line": "在第几行", "replaced $ matches": "替换了 $ 处", "replaced match on line $": "替换了第 $ 行的一处",
  Diagnostics: "问题", "No diagnostics": "没有问题",
  "Control character": "控制字符", "Selection deleted": "删除了所选的文字",
});
