# 底部栏。
status-flagged = 已标记 { $shown } 张
status-repaired = { $shown } 张已修复
status-unreadable = { $shown } 张无法读取
status-unreachable = { $shown } 张无法访问
status-selected = 已选 { $shown } 张
status-export = 导出…
status-repair = 修复…
status-repair-why-not = 没有可疑图片
status-keys = 键盘快捷键
status-side-workers = 工作线程面板
status-side-preview = 预览面板
