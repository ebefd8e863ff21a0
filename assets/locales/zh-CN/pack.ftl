# 交接包。
pack-title = 交接包
pack-close = 关闭
pack-cancel = 取消
pack-what = 上传 { $shown } 张修复后图片的同事所需的一切：
pack-list = 供电子表格和程序使用的清单：产品、文件、原因、审核结果、原图、新文件
pack-sheet = 修复前后对照表，可在任何浏览器中打开
pack-files = 仅含修复后的文件，目录结构与图片相同
pack-checksums = 每个文件的校验和
pack-where = 写到哪里
pack-folder = 交接包的文件夹
pack-go = 保存交接包
pack-stopped = 已停止。已写入的内容在 { $folder }；在该处重新保存交接包会替换它
pack-end-notice = 交接包已保存
pack-no-images = 还没有修复任何图片
pack-done = 交接包在 { $folder }
pack-show = 在文件管理器中显示

pack-not-empty = 文件夹 { $folder } 不是空的；请选择一个新文件夹
pack-inside-scanned = 文件夹 { $folder } 位于所扫描的文件夹中，下次扫描会找到交接包里的图片；请选择别处
pack-inside-originals = 文件夹 { $folder } 位于原图文件夹中，那里从不写入任何内容；请选择别处
pack-stopped-short = 在交接包完成之前已停止
pack-fault-new-changed = { $path }：修复后的文件在修复之后被更改，因此未包含
pack-fault-new = { $path }：无法读取修复后的文件，因此未包含（{ $detail }）
pack-fault-copy = { $path }：无法写入修复后文件的副本，因此未收入（{ $detail }）
pack-fault-black = { $path }：无法读取黑色文件，因此缺少其校验和（{ $detail }）
pack-fault-original = { $path }：无法读取原图，因此缺少其校验和（{ $detail }）
pack-fault-leads-out = { $path }：路径超出该文件夹，因此其文件未包含
pack-problems =
    { $count ->
       *[other] 交接包中缺少 { $shown } 个文件。第一个：{ $why }
    }

pack-sheet-title = 黑底商品图片
pack-sheet-products = 商品
pack-sheet-images = 图片
pack-sheet-confirmed = 已确认
pack-sheet-false-alarms = 误报
pack-sheet-folder = 文件夹
pack-sheet-made = 生成时间
pack-sheet-made-by = 生成程序
pack-sheet-contents = 全部商品
pack-sheet-without-product = 无商品编号
pack-sheet-before = 修复前
pack-sheet-after = 修复后
pack-sheet-would-be = 修复后的效果
pack-sheet-no-picture = 无图片
pack-sheet-not-repaired = 未修复
pack-sheet-original = 原图
pack-sheet-new-file = 新文件
pack-sheet-kept-at = 黑底文件保存在
