# 记住审核结果。{ $file } 是数据库文件。
memory-trouble = 无法保存审核结果：{ $reason }。窗口打开期间结果会保留，并会再次尝试保存
memory-all-saved = 所有审核结果均已保存
memory-usable = 已恢复保存审核结果
memory-changed-before =
    { $count ->
       *[other] { $shown } 个文件在审核结果与其内容绑定之前已被更改，现按未审核计
    }
memory-lost =
    { $count ->
       *[other] { $shown } 项审核结果未能保存
    }

# 仍有内容未保存时关闭窗口。
memory-closing-title = 尚有工作未完成
memory-closing-decisions =
    { $count ->
       *[other] { $shown } 项审核结果尚未写入磁盘
    }
memory-closing-exports =
    { $count ->
       *[other] { $shown } 份表格仍在写入
    }
memory-closing-repair = 修复仍在写入文件。如果仍然关闭，将在写完当前文件后停止，之后可以继续
memory-closing-undo = 仍在撤销修复。如果仍然关闭，将在写完当前文件后停止，之后可以继续
memory-closing-pack = 交接包仍在写入。如果仍然关闭，交接包将不完整
memory-closing-waits = 全部完成后，窗口会自动关闭。
memory-closing-trouble = 无法保存审核结果：{ $reason }。程序会不断重试
memory-closing-stay = 不关闭
memory-closing-anyway = 仍然关闭

# 数据库的问题及处理办法。
memory-fault-folder = 无法使用 { $file } 所在的文件夹（{ $detail }）
memory-fault-not-ours = { $file } 不是 Blackdrop 的数据库，未作任何改动；请将其移走或选择其他文件
memory-fault-newer = { $file } 由更新版本的 Blackdrop 写入，未作任何改动；请安装新版本
memory-fault-damaged = { $file } 已损坏，未作任何改动（{ $detail }）；将其移走后会新建一个
memory-fault-read-only = 您没有写入 { $file } 的权限
memory-fault-disk-full = { $file } 所在的磁盘已满，请腾出空间
memory-fault-busy = { $file } 被其他程序锁定
memory-fault-gone = { $file } 在使用中被移动或删除，将新建一个
memory-fault-other = 无法使用 { $file }（{ $detail }）
