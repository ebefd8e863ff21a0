# 顶部栏：文件夹、工作线程、开始。
setup-path = 文件夹
setup-path-hint = 存放商品图片的文件夹
setup-recent = 最近使用的文件夹
setup-results-of = 当前结果来自 { $folder }
setup-results-of-back = 回到此文件夹
setup-choose-folder = 选择文件夹…
setup-workers = 工作线程
setup-workers-less = 减少一个工作线程
setup-workers-more = 增加一个工作线程
setup-workers-of-cores = 这台电脑有 { $shown } 个核心
setup-workers-why-more = 在较慢的网络共享上，工作线程多于核心数会更快
setup-start = 开始
setup-pause = 暂停
setup-resume = 继续
setup-stop = 停止
setup-stopping = 正在停止…

# 路径的问题。
setup-problem-not-found = 没有这个文件夹
setup-problem-not-a-folder = 这是一个文件，请选择它所在的文件夹
setup-problem-no-answer = 此文件夹没有响应；请在磁盘或网络恢复后重试
setup-problem-permission = 您没有查看此文件夹的权限
setup-problem-no-home = 系统没有给出“~”所指的主文件夹，请输入完整路径
setup-problem-other = 无法使用此文件夹：{ $detail }

# 其他选项。
setup-more = 更多选项
setup-include = 从下次扫描起，同时检查
setup-include-hidden = 隐藏的文件和文件夹
setup-include-online = 仅在线的文件
setup-include-online-hint = 读取仅存于云端的文件会把它下载到这台电脑
setup-measures = 从下次扫描起，更仔细地检查
setup-measures-full = 完整测量
setup-measures-full-what = 检查全部四角和浅色画布之内，并找出每张图片的主色；较慢，因为要解码每个像素
setup-measures-complete = 完整检查文件
setup-measures-complete-what = 找出末尾损坏或缺失的文件；较慢，因为要完整解码
setup-measures-complete-included = 完整测量已包含此项检查
setup-next-with-full = 当前结果未做完整测量，下次扫描起进行
setup-next-without-full = 当前结果做过完整测量，下次扫描不再进行
setup-next-with-complete = 当前结果未完整检查文件，下次扫描起进行
setup-next-without-complete = 当前结果完整检查过文件，下次扫描不再进行
setup-originals = 原图…
setup-repairs = 修复记录…
setup-settings = 设置…
setup-keys = 键盘快捷键
setup-log = 打开日志
setup-about = 关于 Blackdrop
