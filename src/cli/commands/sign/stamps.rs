//! Time stamps from a service (RFC 3161 3.4, over HTTP).

use std::io::ErrorKind;
use std::time::Duration;

use ureq::http::Response;
use ureq::{Agent, Body, Error};

use crate::characters::printable;

const PATIENCE: Duration = Duration::from_secs(30);
/// A token has a few kilobytes.
const MAX_BYTES: u64 = 1024 * 1024;
/// So much of another address is shown; header values are ASCII here.
const LONGEST: usize = 200;

/// Asks a service for a stamp.
///
/// # Errors
/// What is wrong, in Chinese.
pub(super) fn ask(url: &str, request: &[u8]) -> Result<Vec<u8>, String> {
    if !url.starts_with("http://") {
        return Err(format!(
            "时间戳服务的地址要以 http:// 开头，现在是“{url}”；\
             时间戳自己带签名，用不着 https；服务只有 https 地址的，问它要 http 的"
        ));
    }
    let message = |error: Error| format!("时间戳服务 {url} {}", reason(&error));
    // Who is asked is who the user named: where an answer sends on is another's choice.
    let config = Agent::config_builder().timeout_global(Some(PATIENCE)).max_redirects(0);
    let agent: Agent = config.build().into();
    let call = agent.post(url).header("Content-Type", "application/timestamp-query");
    let mut response = call.send(request).map_err(message)?;
    if response.status().is_redirection() {
        return Err(format!("时间戳服务 {url} {}", moved(&response)));
    }
    response.body_mut().with_config().limit(MAX_BYTES).read_to_vec().map_err(message)
}

/// Where a service redirects to: reported, and not followed.
fn moved(response: &Response<Body>) -> String {
    let to = response.headers().get("location").and_then(|to| to.to_str().ok());
    let to = to.map(|to| format!("，要转到“{}”", printable(to.get(..LONGEST).unwrap_or(to))));
    format!(
        "回答了 {}{}；没有跟去，核对地址，改了就写新的",
        response.status().as_u16(),
        to.unwrap_or_default()
    )
}

fn reason(error: &Error) -> String {
    match error {
        Error::StatusCode(code) => format!("回答了 {code}，没有给出时间戳；核对地址"),
        Error::Timeout(_) => format!("{}秒内没有回答；稍后再试", PATIENCE.as_secs()),
        Error::BadUri(_) | Error::Http(_) => "的地址写得不对".to_owned(),
        Error::BodyExceedsLimit(_) => "的回答太长，不是时间戳".to_owned(),
        Error::Io(error) if error.kind() == ErrorKind::ConnectionRefused => {
            "没有人应答：核对地址和端口".to_owned()
        }
        Error::HostNotFound | Error::ConnectionFailed | Error::Io(_) => {
            "连不上：核对地址，看网络通不通".to_owned()
        }
        _ => "没有给出时间戳：它的回答不合 HTTP 的写法；核对地址".to_owned(),
    }
}
