// What the program says of its command line, said of the page.

/// Lines that tell what to type next: the page has buttons.
const NEXT = /^\s*((检查|出报告|出送审稿|看规则|下一步|填好以后|逐条看)：.*chengbao |下一步：用文本编辑器打开)/;

const SAID = [
  [/；?逐条看：chengbao check .*$/, "；逐条看：在页面的“问题”里"],
  [/可以自动改好：chengbao check --fix .*$/, "可以自动改好：在页面的“问题”里"],
  [/(读不通|有错误)，先用 chengbao check( .*?)? 看一看/, "$1，先把页面“问题”里的改好"],
  [/先看有哪些错误，改好再来：chengbao check .*$/, "先打开它，把“问题”里的改好再来"],
  [/先变成填报文件，改好再来：chengbao import .*$/, "先在文件夹那一页导入它，改好再来"],
  [/先用 chengbao import .*? 变成填报文件/, "先在文件夹那一页导入它"],
  [/用 --trust 给出根证书/, "在上面选根证书"],
  [/用 --signer 写明(他的名称)再核验/, "在上面写明$1再核验"],
  [/ --signer 写的/, "您写的"],
  [/，除非他用 --signer 写明这个名称/, "，除非他核验时写明这个名称"],
  [/要能证明，用 --tsa/, "要能证明，签名时填上时间戳服务的地址"],
  [/请核对 --tsa 的网址/, "请核对时间戳服务的地址"],
  [/[；;]确实要合并，加 --force/, ""],
  [/；去掉 --draft 重新生成/, "；正式生成以后再核验"],
  [/，或者不带 --seal/, "，或者不盖印章图片"],
  [/，用 --report .*? 看全部/, ""],
  [/；全部见 --format json/, ""],
  [/请另取名字：chengbao init … 新名字\.yaml$/, "请另取名字"],
  [/；请用 -o 另取名字/, "；请另取一个名字"],
  [/，或用 -o 分开生成/, ""],
  [/，或者用 -o 另写一个名字/, ""],
  [/；-o 后面要写签好的文件叫什么，如 报告-signed\.pdf/, ""],
  [/请用 chengbao init 新建一份/, "请在文件夹那一页新建一份"],
  [/；确实要再加一个签名，加上 --again/, "；关上这里再打开一次，就可以再加一个签名"],
  [/，这一次不带 --seal/, "，这一次不要选印章图片"],
  [/；不带 --seal 再签/, "；不选印章图片再签"],
  [/，或者用 --font-dir 给出字体所在的文件夹，再核验/, "，再核验"],
  [/；用 --templates 给出模板文件夹/, "；请用同一份模板打开呈报再核验"],
  [/先用 chengbao init 新建填报文件/, "先在文件夹那一页新建"],
  [/先变成填报文件：chengbao import -o 新文件名\.yaml 这个文件/, "先在文件夹那一页导入它"],
  [/再用 chengbao import 变成填报文件/, "再在文件夹那一页导入"],
  [/取出来再用：chengbao extract -o 新文件名\.yaml 这个PDF/, "在文件夹那一页导入这个 PDF，就取出来了"],
  [/，用 chengbao import 变成填报文件/, "，在文件夹那一页导入"],
  [/用 chengbao init 生成一份来填/, "在文件夹那一页新建一份来填"],
  [/对照 chengbao init 生成的文件看看/, "对照新建的一份看看"],
  // Of a rule's page.
  [/`chengbao check --fix` ?会/g, "按“改好”会"],
  [/，--fix 改成/g, "，按“改好”改成"],
  [/（`--ruleset`，默认最新）/g, ""],
  [/，?或命令里用 `--against` 给出/g, ""],
  [/用 `init --from` 从上期滚出来的/g, "从上期滚动过来的"],
  [/，或用 `--font-dir` 指定(有这个字的字体)?/g, ""],
  [/`chengbao check --refer` 列出正文里又写了一遍的数，加上 `--fix` 就都改成引用。/g, "正文里要引用的数，按编辑框上面的“引用数据”选。"],
  [/用得上哪些字体：`chengbao fonts`。/g, ""],
  [/用 `chengbao fonts` 看看字体；/g, "看看程序旁边的 fonts 文件夹全不全；"],
  [/用 `chengbao init` 生成一份来填/g, "在文件夹那一页新建一份来填"],
  // What the file calls 豁免 is a button here.
  [/在“?豁免”?里(写明|说明)/g, "按“说明情况”$1"],
  [/即可豁免/, "即可按“说明情况”写明"],
  [/或者豁免并写明理由/, "或者按“说明情况”写明理由"],
  [/^豁免 (\S+?) ?没有/, "对 $1的说明没有"],
];

/// A sentence of the program, in the page's words.
export const plainly = (text) => SAID.reduce((said, [pattern, words]) => said.replace(pattern, words), text);

const ofOne = (found) => found && { ...found, message: plainly(found.message), help: found.help && plainly(found.help) };

/// What is found in a filing, in the page's words.
export const plainView = (view) => ({ ...view, findings: (view.findings ?? []).map(ofOne), fault: ofOne(view.fault) });

/// Its lines, without those that the page stands in for.
export const linesOf = (lines) => lines.filter((line) => line.trim() && !NEXT.test(line)).map(plainly);
