//! N01 and N03 in running text.

use super::{assert_found, assert_silent};

#[test]
fn old_names_and_introduced_ones_are_no_other_names() {
    assert_silent(
        "N01",
        &[
            "公司成立于2002年，前身为山西省移动公司，后来改制。",
            "公司原名山西移动通信有限公司。",
            "公司曾用名为中国移动通信集团山西公司。",
            "中国移动通信股份有限公司山西分公司（以下简称山西移动）是电信企业。山西移动重视服务。",
        ],
    );
    assert_found("N01", &[("公司就是山西移动通信有限公司。", &["山西移动通信有限公司"])]);
}

#[test]
fn a_superlative_of_the_land_or_of_others_is_no_claim() {
    assert_silent(
        "N03",
        &[
            "公司地处全国海拔最高的地区，网络覆盖不易。",
            "用户听到最多的一句话是“请放心”。",
            "这里有全国最大的峡谷。",
        ],
    );
    assert_found("N03", &[("公司建成省内最大的网络。", &["最大"])]);
}

#[test]
fn an_ordinal_is_no_claim() {
    assert_silent("N03", &["第一，回访。第二，复盘。"]);
    assert_found("N03", &[("用户网速排名第一，回访。", &["第一"])]);
}
