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
