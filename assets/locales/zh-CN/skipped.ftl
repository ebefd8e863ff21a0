# 未检查的内容。
skipped-title = 未检查的内容
skipped-all = 全部
skipped-hidden-files = 隐藏文件
skipped-hidden-folders = 隐藏文件夹
skipped-online-only = 仅在线的文件
skipped-linked-folders = 文件夹链接
skipped-not-files = 并非文件
skipped-unreadable-folders = 无法读取的文件夹
skipped-why-hidden-file = 隐藏文件
skipped-why-hidden-folder = 隐藏文件夹，其内容未计入
skipped-why-online-only = 内容仅在云端，读取时会下载
skipped-why-other-kind = 无法检查 { $kind } 图片
skipped-why-linked-folder = 文件夹链接，未跟随
skipped-why-not-a-file = 名称像图片，但实际是文件夹、管道或设备
skipped-why-unreadable-folder = 无法读取文件夹：{ $detail }
skipped-none = 没有遗漏任何内容
skipped-close = 关闭
