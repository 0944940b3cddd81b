//! Time stamps from a service (RFC 3161 3.4, over HTTP).

use std::io::ErrorKind;
use std::time::Duration;

use ureq::{Agent, Error};

const PATIENCE: Duration = Duration::from_secs(30);
/// A token has a few kilobytes.
const MAX_BYTES: u64 = 1024 * 1024;

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
    let told = |error: Error| format!("时间戳服务 {url} {}", reason(&error));
    let agent: Agent = Agent::config_builder().timeout_global(Some(PATIENCE)).build().into();
    let call = agent.post(url).header("Content-Type", "application/timestamp-query");
    let mut response = call.send(request).map_err(told)?;
    response.body_mut().with_config().limit(MAX_BYTES).read_to_vec().map_err(told)
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
