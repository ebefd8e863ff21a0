# 抽样检查。
check-title = 抽样检查
check-close = 关闭
check-what-clear = 共 { $shown } 张正常图片。随机抽看一部分，即可知道最多漏掉了多少张黑色背景
check-what-run = 共 { $shown } 张已标记图片，{ $time }。随机抽看一部分，即可知道其中最多有多少张误报
check-nothing = 没有可抽取的图片
check-size = { $shown } 张图片
check-size-all = 全部 { $shown } 张图片
check-promise = 若全部无误：有 95 % 的把握，出错的不超过总数的 { $share }
check-promise-all = 全部查看，不靠运气
check-draw = 抽取样本
check-cancel = 取消
check-go-on = 继续查看 { $size } 张的样本（已标记 { $looked } 张）

check-mark-black = 黑色
check-mark-fine = 正常
check-mark-false = 误报
check-mark-right = 黑色
check-rest-fine = 其余 { $shown } 张无误
check-all-fine = 全部 { $shown } 张无误
check-ahead = 还有 { $shown } 张，待前面的图片标记后计入

# 样本上方的句子由几部分组成：看了多少、错了多少、由此得出什么。
check-begin-clear = 逐张标记：正常，或背景变黑
check-begin-flagged = 逐张标记：黑色，或误报
check-looked = 看了 { $shown } 张
check-looked-of = 看了 { $size } 张中的 { $looked } 张
check-wrong = { $count ->
    [0] 没有出错
   *[other] { $shown } 张出错
}
check-conclusion-clear = { $looked }，{ $wrong }：有 95 % 的把握，{ $population } 张正常图片中出错的不超过 { $share }（最多 { $most } 张）
check-conclusion-flagged = { $looked }，{ $wrong }：有 95 % 的把握，{ $population } 张中误报不超过 { $share }（最多 { $most } 张）
check-conclusion-all = { $looked }，{ $wrong }：已是全部
