//! What a blank filing has only where it is asked for (`init --with`): keys that few reports need.

/// A part that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extra {
    /// 主送
    Addressees,
    /// 导语
    Lead,
    /// 章名
    Titles,
    /// 分章
    Parts,
    /// 附件
    Attachments,
    /// 联系人 and 联系电话
    Contact,
    /// 抄送
    Copies,
}

impl Extra {
    const ALL: [Self; 7] = [
        Self::Addressees,
        Self::Lead,
        Self::Titles,
        Self::Parts,
        Self::Attachments,
        Self::Contact,
        Self::Copies,
    ];

    /// What it is called in the call: the file's key.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Addressees => "主送",
            Self::Lead => "导语",
            Self::Titles => "章名",
            Self::Parts => "分章",
            Self::Attachments => "附件",
            Self::Contact => "联系人",
            Self::Copies => "抄送",
        }
    }

    /// Reads names, separated by a comma of either width or 、.
    ///
    /// # Errors
    /// There is none of a name; in Chinese, with those that there are.
    pub(crate) fn take(typed: &str) -> Result<Vec<Self>, String> {
        let mut extras = Vec::new();
        for name in typed.split([',', '，', '、']).map(str::trim).filter(|name| !name.is_empty())
        {
            let Some(extra) = Self::ALL.into_iter().find(|extra| extra.name() == name) else {
                let known = Self::ALL.map(Self::name).join("、");
                return Err(format!("没有“{name}”这一部分；可以写：{known}"));
            };
            if !extras.contains(&extra) {
                extras.push(extra);
            }
        }
        Ok(extras)
    }

    /// Its lines in a blank file, what they are for above them.
    pub(super) fn lines(self) -> &'static str {
        match self {
            Self::Addressees => {
                "# 报给谁，印在标题下面。冒号不用写；有几家的写成 [甲, 乙]。\n主送: 【机关的全称】\n"
            }
            Self::Lead => {
                "# 标题之下、第一章之前的话。\n导语: |\n  【根据……的有关规定，现将……服务质量情况通告如下：】\n"
            }
            Self::Titles => {
                "# 各章的标题，不写“一、”。与通常一样的，删去那一行。\n章名:\n  公司简介: 【章的标题】\n  \
                 电信服务质量状况: 【章的标题】\n  主要服务指标完成情况: 【章的标题】\n"
            }
            Self::Parts => PARTS,
            Self::Attachments => {
                "# 报告后面另附的材料，各起一页，在落款前列出名称。内容里可以放表格和图片。\n附件:\n  \
                 - 标题: 【附件的名称】\n    内容: |\n      【附件的正文】\n"
            }
            Self::Contact => {
                "  # 谁答复询问，印在日期下面。\n  联系人: 【姓名】\n  联系电话: 【区号-号码】\n"
            }
            Self::Copies => {
                "# 还抄给谁，印在最后一页下端。有几家的写成 [甲, 乙]。\n抄送: 【机关的全称】\n"
            }
        }
    }
}

const PARTS: &str = "  # 举措分成几章，每章写标题和举措；要加一章或一项，就照样抄一份。
  分章:
    # 标题末尾不加标点，也不写“一、”。
    - 标题: 【章的标题，如强化作风建设】
      # 这一章的总说。可省略，省略时连名目一起删去。
      概述: |
        【总说】
      举措:
        # 标题末尾不加标点，也不写“（一）”。
        - 标题: 【举措标题】
          # 写做了什么、结果如何。数字带单位，百分数说明以什么为总数。
          内容: |
            【正文】
        - 标题: 【第二项举措的标题】
          内容: |
            【正文】
          # 一项举措下面还要分1.、2.的，在这一项里再写举措；不分就删去这几行。
          举措:
            - 标题: 【下一层的标题】
              内容: |
                【正文】
";
