# 审核图片。
review-unreviewed = 未审核
review-confirmed = 已确认
review-false-alarm = 误报
review-false-alarms = 误报
review-column = 审核
review-saving = 正在保存
review-not-saved = 未保存
review-changed-confirmed = 确认之后文件已更改
review-changed-false-alarm = 标为误报之后文件已更改
review-unbound-confirmed = 在“已确认”的审核结果与文件绑定之前，文件已更改
review-unbound-false-alarm = 在“误报”的审核结果与文件绑定之前，文件已更改
review-repaired-confirmed = 修复之前已确认
review-repaired-false-alarm = 修复之前曾标为误报

review-black = 黑色
review-clear = 重置
review-menu-confirm = 确认为黑色背景
review-menu-false-alarm = 误报
review-menu-clear = 重置为未审核
review-selected = 已选 { $shown } 张：操作将应用于全部
review-same = 另有文件是同一张图片（共 { $shown } 个文件）
review-same-products = 同一张图片出现在 { $products } 个产品中，共 { $shown } 个文件

# 操作之后的提示。
review-done-confirmed-one = 已确认 { $name }
review-done-confirmed = 已确认 { $shown } 张图片
review-done-false-alarm-one = 误报：{ $name }
review-done-false-alarm = 误报：{ $shown } 张图片
review-done-cleared-one = 恢复为未审核：{ $name }
review-done-cleared = 恢复为未审核：{ $shown } 张图片
review-done-original = “这是它的原图”：{ $name }
review-done-original-taken-back = 不再是“这是它的原图”：{ $name }
review-undone-open = { $count ->
    [1] 已撤销：{ $name } 恢复为未审核
   *[other] 已撤销：{ $shown } 张图片恢复为未审核
}
review-undone = { $count ->
    [1] 已撤销：{ $name } 恢复原状
   *[other] 已撤销：{ $shown } 张图片恢复原状
}
review-redone = 已重做：{ $what }
review-copies = 另有 { $shown } 张相同的图片
review-all-shown = 显示的 { $shown } 张都已审核
review-deciding = 正在标记：{ $done } / { $all } 张图片
review-flagged-shown = 显示的 { $shown } 张已标记图片都已审核
review-answers-unused = 之后的 { $shown } 次审核未被采用：移动或撤销后可更改最后一次
review-left-elsewhere = 另有 { $shown } 张已标记图片未显示、未审核
review-undo = 撤销
review-redo = 重做
review-undo-what = 撤销：{ $what }
review-redo-what = 重做：{ $what }

# 进度。
review-progress = 已审核 { $done } / { $all }
review-left-little = 按您的速度不到一分钟
review-left-minutes = 按您的速度约剩 { $shown } 分钟
review-left-hours = 按您的速度约剩 { $shown } 小时

# 列表。
review-refresh = 刷新
review-refresh-hint = 有 { $shown } 张已审核的图片在刷新之前留在列表中
review-sort = 排序
review-sort-found = 按找到的顺序
review-sort-confidence = 按黑色背景的把握
review-sort-reverse = 反向排列
review-shown-menu = 审核显示的全部图片
review-shown-confirm = 确认显示的全部 { $shown } 张
review-shown-false-alarm = 将显示的全部 { $shown } 张标为误报
review-shown-clear = 清除显示的全部 { $shown } 张的审核结果

# 大量操作之前的询问。
review-ask-confirm = 确认 { $shown } 张图片？
review-ask-false-alarm = 将 { $shown } 张图片标为误报？
review-ask-clear = 清除 { $shown } 张图片的审核结果？
review-ask-queue = 其中已证实的将列入“等待修复”
review-ask-unused = 有 { $shown } 次按键未被采用
review-ask-otherwise = 其中 { $shown } 张已有其他审核结果，将被更改
review-ask-undo = 这是一步操作，可以撤销
review-ask-all = 全部 { $shown } 张
review-ask-open-only = 仅未审核的 { $shown } 张
review-ask-cancel = 取消
