# 已做的修复，以及撤销。
repairs-title = 修复记录
repairs-close = 关闭
repairs-what = 此文件夹的所有修复，最近的在前。每一次都可以撤销。
repairs-none = 此文件夹还没有修复过
repairs-reading = 正在读取…
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

repairs-undone-notice =
    { $count ->
        [0] 没有可撤销的内容
       *[other] 已撤销 { $shown } 项修复
    }
repairs-left-notice =
    { $count ->
       *[other] { $count } 个文件保持不变。第一个：{ $why }
    }
repairs-still-writing = 正在修复文件。请等待，或先停止
