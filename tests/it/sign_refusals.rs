//! What `chengbao sign` does not sign: each time it says why, nothing is written, and what is
//! there stays.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use lopdf::Document;

use crate::support::filing::{FILING, with};
use crate::support::signed::{PDF, SEAL, Update, built, desk, key, signed, updated};
use crate::support::{Chengbao, Run};

const SIGN: &str = "sign 甲.pdf --p12 证书.p12";

/// Refused with this exit code and text, and nothing was written.
#[track_caller]
fn assert_refused(call: Chengbao, status: i32, said: &str) {
    let before = call.files();
    let run = call.run();
    assert_eq!((run.status, run.stdout.as_str()), (status, ""), "{}", run.stderr);
    assert_eq!(run.stderr, format!("错误: {said}\n"));
    assert_untouched(&run, &before);
}

#[track_caller]
fn assert_untouched(run: &Run, before: &[(String, Vec<u8>)]) {
    let names: Vec<&String> = before.iter().map(|(name, _)| name).collect();
    assert_eq!(run.files("").iter().collect::<Vec<_>>(), names);
    assert!(before.iter().all(|(name, bytes)| run.bytes(name) == *bytes));
}

#[test]
fn a_draft_is_not_signed() {
    let draft = built(FILING, " --draft");
    let said = "甲.pdf 还不能签：\n  这是送审稿，不是正式的报告；去掉 --draft 重新生成";
    assert_refused(desk(&draft, "p256").call(SIGN), 1, said);
}

/// The report with another attachment.
fn carrying(pdf: &[u8], name: &str, content: &str) -> Vec<u8> {
    updated(pdf, |update| update.set_content(update.attachment(name), content.as_bytes()))
}

#[test]
fn a_filing_with_an_error_that_nobody_answers_for_is_not_signed() {
    // Built with a waiver, and the waiver taken out of what the PDF carries.
    let wrong = with(&[("≤4×10⁻⁶", "4*10ˉ6")]);
    let waived = "\n豁免:\n  - { 规则: F08, 位置: 计费差错率, 理由: 原文如此 }\n";
    let pdf = built(format!("{wrong}{waived}"), "");
    desk(&pdf, "p256").call(SIGN).run().done();
    let run = desk(&carrying(&pdf, "filing.yaml", &wrong), "p256").call(SIGN).run();
    assert_eq!((run.status, run.files("").len()), (1, 2), "{}", run.stderr);
    assert!(run.stderr.starts_with("错误: 甲.pdf 还不能签：\n"), "{}", run.stderr);
    assert!(run.stderr.contains("\n  填报文件第17行有错误[F08]："), "{}", run.stderr);
    assert!(run.stderr.contains("\n  数据（filing.json）与填报文件不一致："), "{}", run.stderr);
}

#[test]
fn a_page_that_says_something_else_than_the_data_is_not_signed() {
    let other = with(&[("99.10%", "99.01%")]);
    let run = desk(&carrying(&PDF, "filing.yaml", &other), "p256").call(SIGN).run();
    assert_eq!((run.status, run.files("").len()), (1, 2), "{}", run.stderr);
    for part in ["第1页：页面上是“", "99.10%", "99.01%", "数据（filing.json）与填报文件不一致："]
    {
        assert!(run.stderr.contains(part), "{part}\n{}", run.stderr);
    }
    let none = carrying(&PDF, "filing.yaml", "a: 1");
    let run = desk(&none, "p256").call(SIGN).run();
    assert_eq!((run.status, run.files("").len()), (1, 2), "{}", run.stderr);
    assert!(run.stderr.contains("这个 PDF 里的填报文件读不出来，无从核对："), "{}", run.stderr);
}

#[test]
fn a_key_that_may_not_sign_does_not() {
    let kinds = "能用的是 RSA（2048 至 4096 位）、P-256 和 P-384，请向发证机构申请";
    let other = "；请换用签名证书";
    let cases = [
        ("no-key", "证书文件里没有私钥，签不了；请重新导出，并选中“包括私钥”".to_owned()),
        (
            "no-certificate",
            "证书文件里没有与私钥配套的证书；请重新导出，让证书与私钥在同一个文件里".to_owned(),
        ),
        ("expired", "证书已于 2021年1月1日 8:00:00 过期；请换新证书再签".to_owned()),
        (
            "not-yet",
            "证书要到 2090年1月1日 8:00:00 才生效；请到时再签，或者核对电脑的日期".to_owned(),
        ),
        ("rsa1024", format!("这种密钥不能用：RSA 1024；{kinds}")),
        ("sm2", format!("这种密钥不能用：国密 SM2；{kinds}")),
        ("sm2-self", format!("这种密钥不能用：国密 SM2；{kinds}")),
        ("p521", format!("这种密钥不能用：P-521；{kinds}")),
        (
            "sm4",
            "这个证书文件是用国密算法（SM2、SM3、SM4）做的，这里打不开，不是口令不对，也没有损坏；\
             能用的是 RSA（2048 至 4096 位）、P-256 和 P-384 的密钥，请向发证机构申请"
                .to_owned(),
        ),
        (
            "camellia",
            "这个证书文件的加密方式（Camellia-256）这里打不开，不是口令不对，也没有损坏；\
             请重新导出，加密方式选 AES-256"
                .to_owned(),
        ),
        (
            "tls-only",
            format!("证书的用途不对（例如只用于网站、代码或时间戳），不能用在这里{other}"),
        ),
        (
            "encrypt-only",
            format!("证书的密钥用途里没有“数字签名”，不能用来签名（可能是加密证书）{other}"),
        ),
        ("ca", format!("这是发证机构自己的证书，只用来签发证书，不能用来签文件{other}")),
    ];
    for (name, said) in cases {
        assert_refused(desk(&PDF, name).call(SIGN), 2, &format!("证书.p12：{said}"));
    }
}

#[test]
fn a_certificate_that_ends_before_the_reports_date_does_not_sign() {
    let call = desk(&PDF, "expired").env("SOURCE_DATE_EPOCH", "1594339200").call(SIGN);
    let said = "证书.p12：证书在2021年1月1日过期，早于报告的日期（2021年1月12日），\
        收到的人核验时不会通过；请换有效期更长的证书，或者核对“签署.日期”";
    assert_refused(call, 2, said);
}

#[test]
fn a_file_that_is_no_key_is_not_one() {
    let none = "证书.p12：这不是 PKCS#12 证书文件（.p12 或 .pfx），或者已经损坏；\
        请重新从发证机构或浏览器导出";
    let whole = key("p256.p12");
    for bytes in [b"".to_vec(), b"garbage".to_vec(), key("ca.pem"), whole[..200].to_vec()] {
        assert_refused(desk(&PDF, "p256").file("证书.p12", bytes).call(SIGN), 2, none);
    }
    let large = desk(&PDF, "p256").file("证书.p12", vec![0x30; (1 << 20) + 1]);
    assert_refused(large.call(SIGN), 2, "读不了 证书.p12：证书文件不会有这么大");
    let call = desk(&PDF, "p256").call("sign 甲.pdf --p12 无.p12");
    assert_refused(call, 2, "读不了 无.p12：没有这个文件");
}

#[test]
fn a_key_is_not_opened_without_its_password() {
    let wrong = "证书.p12：口令不对，证书文件打不开；请核对大小写与输入法后再试";
    for name in ["rsa2048", "rsa2048-legacy", "p256", "no-mac"] {
        for password in ["Chengbao", "", "chengbao ", "呈报"] {
            let desk = desk(&PDF, name).env("CHENGBAO_P12_PASSWORD", password);
            let blanks =
                if password.ends_with(' ') { "（输入的口令首尾有空格）" } else { "" };
            assert_refused(desk.call(SIGN), 2, &format!("{wrong}{blanks}"));
        }
    }
    let bare = Chengbao::new().file("甲.pdf", &*PDF).file("证书.p12", key("p256.p12"));
    let none = "没有口令：用 --password-file 指明写着口令的文件，或设环境变量 \
        CHENGBAO_P12_PASSWORD";
    assert_refused(bare.call(SIGN), 2, none);
    let call = format!("{SIGN} --password-file 口令.txt");
    let empty = "读不了口令文件 口令.txt：第一行是空的；口令要写在第一行";
    for (password, said) in [
        // 口令 as an older Windows writes it, which is none of this key's.
        (&b"\xBF\xDA\xC1\xEE"[..], wrong),
        (b"\xFF\xFE\x00", "读不了口令文件 口令.txt：不是文字文件；另存为 UTF-8 编码"),
        (&[b'a'; 5000][..], "读不了口令文件 口令.txt：文件太大，里面应该只有一行口令"),
        (b"\nchengbao", empty),
        (b"", empty),
    ] {
        let desk = desk(&PDF, "p256").file("口令.txt", password);
        assert_refused(desk.call(&call), 2, said);
    }
    let said = "读不了口令文件 口令.txt：没有这个文件";
    assert_refused(desk(&PDF, "p256").call(&call), 2, said);
}

#[test]
fn what_is_signed_is_signed_again_only_on_purpose() {
    let once = signed(&PDF, "rsa2048", "");
    let said = "甲.pdf 签不了：这份文件已经签过名；确实要再加一个签名，加上 --again";
    assert_refused(desk(&once, "p256").call(SIGN), 2, said);
    let call = format!("{SIGN} --again --seal 章.svg");
    let said = "甲.pdf 签不了：这份文件已经签过名，再盖章要动到页面，\
        别的软件会说前一个签名之后文件被改过；章要盖在第一个签名上，这一次不带 --seal";
    assert_refused(desk(&once, "p256").file("章.svg", SEAL).call(&call), 2, said);
}

#[test]
fn what_is_there_is_not_overwritten() {
    let said =
        |name: &str| format!("{name} 已经有了，没有覆盖；要重签先删掉它，或者用 -o 另写一个名字");
    let there = desk(&PDF, "p256").file("甲-signed.pdf", "原来的");
    assert_refused(there.call(SIGN), 2, &said("甲-signed.pdf"));
    let call = format!("{SIGN} -o 甲.pdf");
    assert_refused(desk(&PDF, "p256").call(&call), 2, &said("甲.pdf"));
    let call = format!("{SIGN} -o .");
    let folder = ". 是文件夹；-o 后面要写签好的文件叫什么，如 报告-signed.pdf";
    assert_refused(desk(&PDF, "p256").call(&call), 2, folder);
    let call = format!("{SIGN} -o 证书.p12");
    assert_refused(desk(&PDF, "p256").call(&call), 2, &said("证书.p12"));
}

#[test]
fn what_is_no_report_of_ours_is_not_signed() {
    for bytes in [&b""[..], b"%PD", FILING.as_bytes()] {
        assert_refused(desk(bytes, "p256").call(SIGN), 2, "甲.pdf 不是 PDF 文件");
    }
    let refused = |pdf: &[u8], said: &str| {
        assert_refused(desk(pdf, "p256").call(SIGN), 1, &format!("甲.pdf 还不能签：\n  {said}"));
    };
    let damaged = "读不了 甲.pdf：这个 PDF 不完整或已损坏，读不了里面的数据";
    assert_refused(desk(&PDF[..PDF.len() / 2], "p256").call(SIGN), 2, damaged);
    let absent = "这个 PDF 里没有填报文件，无从核对：不是呈报生成的，或者经别的软件另存时丢掉了";
    refused(&foreign(), absent);
    let call = desk(&PDF, "p256").call("sign 无.pdf --p12 证书.p12");
    assert_refused(call, 2, "读不了 无.pdf：没有这个文件");
}

/// A PDF of another program.
fn foreign() -> Vec<u8> {
    let mut document = Document::load_mem(&PDF).unwrap();
    for key in [&b"AF"[..], b"Names", b"StructTreeRoot"] {
        document.catalog_mut().unwrap().remove(key);
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_report_that_lost_its_structure_is_not_signed() {
    let lost = |key: &'static [u8]| {
        updated(&PDF, |update: &mut Update| drop(update.catalog().remove(key)))
    };
    let run = desk(&lost(b"StructTreeRoot"), "p256").call(SIGN).run();
    assert!(run.status != 0 && run.files("").len() == 2, "{}", run.stderr);
    let names = updated(&PDF, |update| {
        let mut names = update.before().catalog().unwrap().get(b"Names").unwrap().clone();
        names.as_dict_mut().unwrap().remove(b"Dests");
        update.catalog().set("Names", names);
    });
    let run = desk(&names, "p256").call(SIGN).run();
    assert!(run.status == 1 && run.stderr.contains("报告生成之后、签名之前"), "{}", run.stderr);
}

/// A template of one's own may leave 落款 out: such a report is signed, but not sealed.
#[test]
fn a_report_without_a_place_for_the_seal_is_not_sealed() {
    let template = chengbao::render::Templates::default().report.1;
    let sign_off =
        "{% for unit in signature.units %}{{ unit }}  \n{% endfor %}{{ signature.date }}\n";
    assert!(template.contains(sign_off));
    let template = template.replace(sign_off, "");
    let desk =
        |pdf: &[u8]| desk(pdf, "p256").file("章.svg", SEAL).file("模板/report.md.tera", &template);
    let call = "build 甲.yaml --formats pdf --templates 模板 -o .";
    let pdf = desk(b"").file("甲.yaml", FILING).call(call).run().done().bytes("甲.pdf");
    let call = format!("{SIGN} --templates 模板");
    let said = "甲.pdf 签不了：报告里没有落款，印章没有地方盖；\
        用这一版呈报重新生成，或者不带 --seal";
    let run = desk(&pdf).call(&format!("{call} --seal 章.svg")).run();
    assert_eq!((run.status, run.stderr), (2, format!("错误: {said}\n")));
    desk(&pdf).call(&call).run().done();
}

#[test]
fn a_picture_that_is_none_is_no_seal() {
    let call = format!("{SIGN} --seal 章.png");
    let run = desk(&PDF, "p256").file("章.png", "garbage").call(&call).run();
    assert_eq!((run.status, run.files("").len()), (2, 3));
    assert!(run.stderr.starts_with("错误: 印章图片 章.png 用不了："), "{}", run.stderr);
    let flat = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'><path d='M0 0h90v30H0z'/></svg>";
    let said = "印章图片 章.png 用不了：印章是圆的或方的，这张图片太扁；裁到印章的四边再用";
    assert_refused(desk(&PDF, "p256").file("章.png", flat).call(&call), 2, said);
    let said = "读不了 章.png：没有这个文件";
    assert_refused(desk(&PDF, "p256").call(&call), 2, said);
}

/// A seal of so much by so much, each dot of one grey.
fn grey_seal(grey: u8) -> Vec<u8> {
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 200, 200);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&vec![grey; 200 * 200]).unwrap();
    png
}

#[test]
fn a_seal_that_would_hide_the_sign_off_is_refused() {
    let call = format!("{SIGN} --seal 章.png");
    let said = "印章图片 章.png 用不了：多半是黑的，盖上去会遮住落款；背景要白色或透明";
    assert_refused(desk(&PDF, "p256").file("章.png", grey_seal(0)).call(&call), 2, said);
    desk(&PDF, "p256").file("章.png", grey_seal(200)).call(&call).run().done();
}

#[test]
fn a_time_that_is_none_is_told() {
    let said = "环境变量 SOURCE_DATE_EPOCH 要写从1970年起的秒数；不用就删掉它";
    for time in ["", "昨天", "-1", "1e9", "9223372036854775807", "9999999999999999999999"] {
        let call = desk(&PDF, "p256").env("SOURCE_DATE_EPOCH", time).call(SIGN);
        assert_refused(call, 2, said);
    }
}

#[test]
fn a_text_that_no_archived_file_may_have_is_refused() {
    for text in [&"长".repeat(201), "一行\n两行", "\u{1B}[8m", "\u{202E}反"] {
        let call = desk(&PDF, "p256").call(&format!("{SIGN} --reason")).arg(text);
        assert_refused(call, 2, "--reason 要写成一行，不超过200字");
    }
    let call = desk(&PDF, "p256").call(&format!("{SIGN} --location")).arg(" ");
    assert_refused(call, 2, "--location 后面是空的；不用就不写这个选项");
}

/// A service that answers one call so. Its address.
fn service(answer: impl FnOnce(&mut TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/tsa", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        // The call: its head, and what follows belongs to the request.
        let _ = stream.read(&mut [0; 8192]);
        answer(&mut stream);
    });
    address
}

fn answer(status: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

#[test]
fn without_a_good_time_stamp_nothing_is_written() {
    let refused = |address: &str, said: &str| {
        let call = desk(&PDF, "p256").call(&format!("{SIGN} --tsa {address}"));
        assert_refused(call, 2, &said.replace("〇", address));
    };
    let scheme = "时间戳服务的地址要以 http:// 开头，现在是“〇”；时间戳自己带签名，用不着 https；\
        服务只有 https 地址的，问它要 http 的";
    for address in ["https://127.0.0.1/tsa", "ftp://127.0.0.1/", "127.0.0.1", "file:///etc/passwd"]
    {
        refused(address, scheme);
    }
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let closed = format!("http://{closed}/");
    refused(&closed, "时间戳服务 〇 没有人应答：核对地址和端口");
    let answers = |bytes: Vec<u8>| service(move |stream| drop(stream.write_all(&bytes)));
    let said = "时间戳服务 〇 回答了 500，没有给出时间戳；核对地址";
    refused(&answers(answer("500 Internal Server Error", b"no")), said);
    let none = "时间戳服务 〇 的回答用不了：时间戳服务的答复读不出来；\
        请核对 --tsa 的网址，或者换一个时间戳服务";
    for body in [&b"garbage"[..], b"", &key("p256.p12")] {
        refused(&answers(answer("200 OK", body)), none);
    }
    // A stamp of something else.
    let other = "时间戳服务 〇 的回答用不了：时间戳盖的不是这里的内容";
    refused(&answers(answer("200 OK", &key("rsa2048.tsr"))), other);
    let endless = service(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        while stream.write_all(&[0x30; 65_536]).is_ok() {}
    });
    refused(&endless, "时间戳服务 〇 的回答太长，不是时间戳");
    let dropped = service(drop_call);
    let call = desk(&PDF, "p256").call(&format!("{SIGN} --tsa {dropped}"));
    let run = call.run();
    assert_eq!((run.status, run.files("").len()), (2, 2));
    assert!(run.stderr.starts_with(&format!("错误: 时间戳服务 {dropped} ")), "{}", run.stderr);
}

#[test]
fn who_answers_with_another_address_is_not_followed() {
    for status in ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect"]
    {
        let other = TcpListener::bind("127.0.0.1:0").unwrap();
        let to = format!("http://{}/tsa", other.local_addr().unwrap());
        let bytes = format!("HTTP/1.1 {status}\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n");
        let address = service(move |stream| drop(stream.write_all(bytes.as_bytes())));
        let said = format!(
            "时间戳服务 {address} 回答了 {}，要转到“{to}”；没有跟去，核对地址，改了就写新的",
            &status[..3]
        );
        assert_refused(desk(&PDF, "p256").call(&format!("{SIGN} --tsa {address}")), 2, &said);
        other.set_nonblocking(true).unwrap();
        assert!(other.accept().is_err(), "{status}");
    }
    // Without saying where to.
    let bytes = answer("302 Found", b"");
    let address = service(move |stream| drop(stream.write_all(&bytes)));
    let said = format!("时间戳服务 {address} 回答了 302；没有跟去，核对地址，改了就写新的");
    assert_refused(desk(&PDF, "p256").call(&format!("{SIGN} --tsa {address}")), 2, &said);
}

/// Hangs up without a word.
fn drop_call(stream: &mut TcpStream) {
    let _ = stream.shutdown(std::net::Shutdown::Both);
}
