# 程序本身及其标题。
app-name = Blackdrop
app-title-found = 已找到 { $shown } 张
app-title-paused = 已暂停

# 对话框。
app-choose-folder = 选择商品图片所在的文件夹
app-export-to = 导出到

# 结果。
app-stop-first = 正在扫描。请先停止，再扫描另一个文件夹
app-dialog-is-open = 文件对话框已经打开，可能在此窗口后面
app-notice-close = 关闭此消息
app-broke-down = 程序内部出错，请重试
app-sample-failed = 无法写入示例：{ $detail }
app-open-failed = 无法打开“{ $file }”：{ $detail }
app-export-done =
    { $count ->
       *[other] 已将 { $shown } 张图片写入 { $file }
    }
app-export-failed = 未能写入“{ $file }”：{ $reason }

# 导出失败的原因及处理办法。
app-save-image-name = 导出文件不能使用图片的名称，请使用以 .xlsx 或 .csv 结尾的名称
app-save-holds-image = 该文件是图片，导出会将其覆盖，请换一个名称
app-save-scanned-file = 该文件是被扫描的图片，导出会将其覆盖，请换一个名称
app-save-is-folder = 这是文件夹，请补上文件名
app-save-folder-missing = 所在文件夹不存在，请选择其他文件夹
app-save-write-protected = 该文件有写保护，请换一个名称
app-save-open-elsewhere = 该文件已在其他程序中打开，请在那里关闭后重新导出
app-save-permission = 您没有写入权限，请选择其他文件夹
app-save-read-only-disk = 磁盘是只读的，请选择其他位置
app-save-disk-full = 磁盘已满，请腾出空间或选择其他位置
app-save-file-too-large = 文件会超过系统允许的大小，请选择其他位置
app-save-reader-gone = 读取它的程序已关闭
