# 用修复后的图片替换黑色图片：选择、计划、结果。
repair-title = 修复图片
repair-plan-title = 修复计划
repair-end-title = 修复结束
repair-close = 关闭
repair-back = 返回
repair-comma = ，

repair-images = 哪些图片
repair-images-proven = 全部已证实
repair-images-confirmed = 已确认且已证实
repair-images-queued = 等待修复
repair-images-selected = 已选择
repair-images-what = 只修复由原图证实的图片；每张都由其原图重新生成
repair-answered-too = 另有 { $shown } 张无法分辨，但有人确认“这是它的原图”
repair-answered = 其中 { $shown } 张由人确认“这是它的原图”
repair-left-out = { $shown } 张已证实的图片被判为误报，不会修复
repair-left-out-show = 查看这些图片
repair-all-left-out = 所有已证实的图片都被判为误报
repair-left-out-this = 已证实，但被判为误报，不会修复
repair-left-out-answered = 被判为误报，不会修复

repair-where = 写到哪里
repair-new-folder = 新文件夹
repair-new-folder-detail = 仅含修复后的文件，目录结构相同；黑色文件保持不变
repair-in-place = 替换黑色文件
repair-in-place-detail = 先把每个黑色文件复制到备份文件夹，然后替换
repair-target = 修复后文件的文件夹
repair-backup = 黑色文件的备份文件夹
repair-folder-hint = 必须位于 { $folder } 之外

repair-how = 如何修复
repair-background = 背景颜色
repair-more = 更多
repair-quality = JPEG 质量
repair-quality-hint = 1 到 100；92 与原图几乎无法区分
repair-chroma = 颜色分辨率
repair-chroma-full = 完整（4:4:4）
repair-chroma-half = 一半（4:2:0）

repair-plan = 显示计划
repair-prove-first = 先验证…
repair-nothing-proven = 还没有已证实的图片
repair-no-images = 没有这样的图片
repair-no-folder = 请选择文件夹
repair-nothing-written = 此时还不会写入任何内容
repair-planning = 正在检查每个文件及其目标位置…

repair-plan-new-folder = 将写入 { $shown } 个文件到 { $folder }
repair-plan-in-place = 将把 { $shown } 个黑色文件复制到 { $folder } 并替换
repair-plan-skipped = 跳过 { $shown } 张
repair-needs = 最多需要 { $needed }
repair-room = 最多需要 { $needed }；可用 { $free }
repair-room-of-disk = { $room }（{ $folder } 所在的磁盘）
repair-room-short = 空间不足：修复至少需要 { $least }，可用 { $free }
repair-room-tight = 空间可能不够：修复需要 { $least } 至 { $needed }，可用 { $free }。放不下的文件保持黑色，腾出空间后可以继续
repair-written = 将写入
repair-skipped = 跳过
repair-column-image = 图片
repair-column-product = 产品
repair-column-original = 原图
repair-column-target = 新文件
repair-column-size = 当前大小
repair-column-why = 原因
repair-nothing-to-write = 没有要写入的内容
repair-go = 修复 { $shown } 张图片
repair-running-what = 可以关闭此对话框，修复会继续。每个文件在任何时刻都是完整的旧文件或完整的新文件。

repair-end-new-folder = { $count ->
    [0] 没有文件写入 { $folder }
   *[other] 已将 { $shown } 个修复后的文件写入 { $folder }
}
repair-end-in-place = { $count ->
    [0] 没有替换任何文件；备份在 { $folder }
   *[other] 已替换 { $shown } 个文件；黑色文件在 { $folder }
}
repair-end-left = 提前停止：还剩 { $shown } 张图片
repair-end-failed = { $shown } 张图片无法修复；其黑色文件保持原样
repair-go-on = 继续
repair-try-again = 重试
repair-pack = 保存交接包…
repair-show-folder = 在文件管理器中显示
repair-undo-everything = 全部撤销…

repair-no-journals = 没有可存放修复日志的文件夹，没有日志就不做任何改动
repair-no-dialog = 此处无法显示对话框。请直接输入文件夹
repair-end-notice =
    { $count ->
        [0] 修复结束，没有图片被修复
       *[other] 已修复 { $shown } 张图片
    }

# 图片未修复的原因：简短名称和说明。
repair-skip-image-gone = 图片不存在
repair-skip-image-changed = 扫描后已更改
repair-skip-link = 链接及其他类型的文件
repair-skip-write-protected = 写保护
repair-skip-format = 不支持写入的格式
repair-skip-animation = 动画
repair-skip-original-gone = 原图不存在
repair-skip-original-changed = 原图已更改
repair-skip-original-unreadable = 原图无法读取
repair-skip-original-smaller = 原图太小
repair-skip-target-exists = 已有同名文件
repair-skip-target-is-original = 本身是原图
repair-skip-other = 其他原因
repair-why-image-gone = 图片已不存在
repair-why-image-changed = 图片在扫描后已更改；请重新扫描文件夹
repair-why-image-is-link = 图片是一个链接；请修复它指向的文件
repair-why-not-a-file = 这不是文件
repair-why-hard-linked = 该文件还有其他名称（硬链接），它们会保留黑色图片
repair-why-write-protected = 文件有写保护；请允许写入后重试
repair-why-outside-root = 图片在扫描的文件夹之外
repair-why-format = 无法替换 { $format }，只能替换 JPEG、PNG 和 WebP
repair-why-animation = 动画无法用静态图片替换
repair-why-original-gone = 原图已不存在；请重新查找原图
repair-why-original-changed = 原图在比较后已更改；请重新查找原图
repair-why-original-unreadable = 原图无法读取：{ $detail }
repair-why-original-smaller = 原图（{ $width } × { $height } 像素）小于这张图片；请找到更大的原图后重新比较
repair-why-target-exists = 所选文件夹中已有同名文件，该文件保持不变
repair-why-target-is-original = 此文件是原图，原图绝不会被替换
repair-why-not-made = 无法生成新图片：{ $detail }
repair-why-read-back = 从磁盘读回的内容与写入的不同；请检查磁盘
repair-why-backup-taken = 备份中已有同名的其他文件
repair-why-at-work = 另一个任务正在处理此图片；请在其结束后继续
repair-disk-full = 磁盘已满；请腾出空间后继续
repair-disk-too-large = 文件会超出系统允许的大小
repair-disk-read-only = 磁盘是只读的
repair-disk-no-permission = 没有写入权限
repair-disk-locked = 其他程序占用了该文件；请在那里关闭后继续
repair-disk-leads-out = 有链接指向所选文件夹之外
repair-disk-other = 系统提示：{ $detail }

# 无法计划或修复的原因。
repair-no-root = 无法访问扫描的文件夹。{ $why }
repair-no-folder-use = 无法使用所选文件夹。{ $why }
repair-no-same-scanned = 请选择其他文件夹：这就是扫描的文件夹
repair-no-inside-scanned = 请选择其他文件夹：它位于扫描的文件夹之内
repair-no-around-scanned = 请选择其他文件夹：它包含扫描的文件夹
repair-no-same-originals = 请选择其他文件夹：这就是原图文件夹
repair-no-inside-originals = 请选择其他文件夹：它位于原图文件夹之内
repair-no-around-originals = 请选择其他文件夹：它包含原图文件夹
