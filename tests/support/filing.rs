//! A small filing, whole and without a fault.

/// What `chengbao build` makes a report of without a finding.
pub(crate) const FILING: &str = "\
企业:
  名称: 中国移动山西公司
  集团: 中国移动
  省份: 山西省
  经营业务: [移动电话]
报告期: 2020年下半年
公司简介: |
  中国移动山西公司经营移动电话业务。
电信服务质量状况:
  举措:
    - 标题: 做优网络质量
      内容: |
        建成5G基站8900余座。
主要服务指标完成情况:
  移动电话:
    障碍修复: { 平均: 4.01小时, 及时率: 99.10% }
    计费差错率: ≤4×10⁻⁶
  客户投诉: { 投诉受理热线: 10086 }
声明: 本报告内容客观、真实、准确。
签署:
  日期: 2021年1月12日
";

/// The small filing with some of its text replaced.
#[track_caller]
pub(crate) fn with(replacements: &[(&str, &str)]) -> String {
    let mut text = FILING.to_owned();
    for (old, new) in replacements {
        assert!(text.contains(old), "{old}");
        text = text.replace(old, new);
    }
    text
}
