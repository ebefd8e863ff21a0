# 说明结果新旧的一行。
age-checking = { $age }的结果，正在检查是否有变化…
age-checked = 已于{ $age }检查：{ $changes }
age-interrupted = { $age }的结果，此后未全部检查：{ $changes }
age-unchanged = { $shown } 张未变
age-new = { $shown } 张新增
age-changed = { $shown } 张已更改
age-gone = { $shown } 张已不存在
age-just-now = 刚刚
age-minutes = { $shown } 分钟前
age-hours = { $shown } 小时前
age-days = { $shown } 天前
age-inspect-again = 全部重新检测
age-inspect-again-hint = 大小和时间未变的文件也重新检测
age-forget-gone = 忘记已不存在的图片
age-forget-gone-hint = 从列表中移除；对它们的判定会保留
age-not-remembered = 本次扫描的结果无法全部记住
age-not-remembered-because = 本次扫描的结果无法全部记住：{ $reason }
