# 已做的修复，以及撤销。
repairs-title = 修复记录
repairs-close = 关闭
repairs-what = 此文件夹的所有修复，最近的在前。每一次都可以撤销。
repairs-none = 此文件夹还没有修复过
repairs-reading = 正在读取…
repairs-stop-scan = 扫描正在进行。请等待其结束，或先停止它
repairs-busy = 请等待当前任务结束，或将其停止
repairs-unfinished = 未完成
repairs-new-folder = 写入 { $folder }
repairs-in-place = 原位替换，备份在 { $folder }
repairs-done = 已修复 { $shown } 张
repairs-failed = 失败 { $shown } 张
repairs-undone = 已撤销 { $shown } 张
repairs-left = 剩余 { $shown } 张
repairs-undo = 撤销…
repairs-go-on = 继续

repairs-menu-undo-file = 撤销此修复…
repairs-menu-undo-product = 撤销此产品的修复…

repairs-ask-everything = 撤销此次修复？
repairs-ask-product = 撤销产品 { $product } 的修复？
repairs-ask-file = 撤销此图片的修复？
repairs-ask-in-place = { $shown } 个黑色文件将从备份恢复，替换修复后的文件
repairs-ask-new-folder = 将从新文件夹中移除 { $shown } 个修复后的文件；黑色文件从未被更改
repairs-ask-changed = 之后被他人更改过的文件将保持不变
repairs-ask-undo = 撤销 { $shown } 个文件
repairs-ask-cancel = 取消

repairs-still-writing = 正在修复文件。请等待，或先停止

# 撤销的结果，以及未能撤销的原因。
repairs-undone-now = { $count ->
    [0] 没有撤销任何内容
   *[other] { $shown } 个文件已恢复到修复之前
}
repairs-undone-left = { $shown } 个文件保持不变
repairs-why-kept = { $sentence }（黑色文件保存为 { $backup }）
repairs-why-was = { $sentence }（原位置：{ $backup }）
repairs-why-changed = 文件在修复后已更改，保持不变
repairs-why-target-gone = 修复后的文件已不存在。如果它所在的磁盘未连接，请连接后再撤销
repairs-why-backup-gone = 备份已不存在
repairs-why-backup-changed = 备份已更改
repairs-journal-unreadable = 无法读取某次修复的日志。{ $why }
repairs-journal-not-written = 无法写入修复日志。{ $why }
repairs-journal-none = 这不是修复日志
repairs-journal-newer = 此日志由更新版本的 Blackdrop 写入；请使用该版本
repairs-journal-damaged = 日志第 { $line } 行已损坏；程序不会靠猜测行事
repairs-journal-at-work = 此修复仍在进行；请等待其结束

# 写入文件夹时的锁。
repairs-lock-not-made = 无法创建修复锁；没有它就不会开始修复。{ $why }
repairs-lock-at-work = 此文件夹正在进行另一次修复；请等待其结束
repairs-lock-locked = 此文件夹已被另一次修复锁定，本机无法得知那次修复是否仍在进行
repairs-lock-title = 已被另一次修复锁定
repairs-lock-holder = 此锁由电脑 { $computer } 上的修复（进程 { $process }）于{ $age }创建
repairs-lock-unknown = 无法得知此锁由哪次修复创建（{ $age }）
repairs-lock-age-unknown = 时间未知
repairs-lock-warning = 仅当那次修复已不再进行时才可移除：两次修复同时进行会互相覆盖文件
repairs-lock-take-over = 移除锁并继续
repairs-lock-leave = 保持锁定
repairs-lock-taken-over = 之前的修复遗留了此文件夹的锁。{ $holder }；该锁已移除
