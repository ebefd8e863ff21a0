# 设置：设置文件与设置窗口。
settings-unsaved = 无法保存设置：{ $detail }
settings-damaged-all = 无法读取设置，已恢复为初始值
settings-damaged-some = 部分设置无法读取，已恢复为初始值：{ $names }
settings-damaged-window = 无法读取窗口位置和列宽，已恢复为初始值
settings-damaged-kept = { $told }。损坏的文件已保留为 { $file }

# 列举时各项设置的名称。
settings-name-separator = 、
settings-name-recent-folders = 最近的文件夹
settings-name-workers = 工作线程数
settings-name-sensitivity = 灵敏度
settings-name-theme = 主题
settings-name-language = 语言
settings-name-view = 图库或表格
settings-name-thumbnail-size = 图片大小
settings-name-hidden-files = 隐藏文件
settings-name-online-only-files = 仅联机文件
settings-name-full-measurement = 完整测量
settings-name-check-completely = 完整检查
settings-name-workers-panel = 侧边的工作线程
settings-name-keys = 快捷键
settings-name-preview-panel = 侧边的预览
settings-name-originals-folder = 原图文件夹
settings-name-originals-folders = 各文件夹的选择
settings-name-repair = 修复文件的方式

# 窗口。
settings-title = 设置
settings-close = 关闭
settings-page-general = 常规
settings-page-scan = 扫描
settings-page-keys = 快捷键
settings-page-files = 文件夹与文件
settings-as-system = 跟随系统
settings-theme = 外观
settings-theme-as-system = 外观跟随系统
settings-theme-light = 浅色
settings-theme-dark = 深色
settings-language = 语言
settings-language-as-system = 语言跟随系统
settings-thumbnail-size = 图库中图片的大小
settings-workers = 工作线程
settings-workers-per-core = 每个核心一个，本机共 { $shown } 个
settings-workers-fixed = 固定数量
settings-workers-why = 在较慢的网络共享上，工作线程多于核心数会更快
settings-sensitivity-custom = 当前使用自定义数值；选择以上任一项会将其替换
settings-keys-how = 点击一个按键，然后按下新的按键
settings-keys-press = 请按键，Esc 保持不变
settings-keys-none = 无
settings-keys-change = { $action }，{ $keys }
settings-keys-reset = 恢复“{ $action }”的默认按键
settings-keys-reset-all = 全部恢复默认
settings-keys-taken = { $key } 已用于“{ $action }”。如果改用在这里，且对方没有其他按键，则对方会得到空出的按键
settings-keys-take = 用在这里
settings-keys-leave = 保持不变
settings-place-database = 审核结果与以往的扫描
settings-place-settings = 设置
settings-place-log = 日志
settings-show = 在文件管理器中显示
settings-show-database = 在文件管理器中显示数据库
settings-show-settings = 在文件管理器中显示设置文件
settings-show-log = 在文件管理器中显示日志
settings-recent = 最近的文件夹
settings-recent-none = 尚未扫描过文件夹
settings-recent-forget = 不再列出 { $folder }
settings-recent-forget-all = 清空列表
settings-no-log = 没有日志：系统未提供存放日志的文件夹

# 关于本程序。
settings-about = 关于 Blackdrop
settings-about-version = Blackdrop { $version }
settings-about-what = 找出透明背景变成黑色的商品图片，并由您逐一核对。
settings-about-licence = 许可证：{ $licence }
settings-about-private = 图片只会被读取，任何内容都不会离开您的电脑。
