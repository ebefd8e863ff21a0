results-list = 显示 { $shown } 张图片

results-menu-preview = 放大查看
results-menu-open = 打开
results-menu-reveal = 在文件管理器中显示
results-menu-copy-path = 复制路径

results-empty-working = 正在整理…
results-empty-text = 没有图片的产品编号或路径包含此文字
results-empty-text-hint = 请修改或清除文字
results-empty-running = 还没有图片
results-empty-nothing = 没有找到图片
results-empty-flagged-running = 目前没有黑色背景
results-empty-flagged-running-hint = 扫描期间，标记的图片会显示在这里
results-empty-flagged = 没有发现黑色背景
results-empty-flagged-hint = 其他图片都在“全部”中
results-empty-repaired = 黑色背景都已修复
results-empty-repaired-hint = 修复后的图片在“已修复”中
results-empty-status-running = 目前没有
results-empty-status = 没有

results-column-status = 状态
results-column-product = 产品
results-column-path = 路径
results-column-verdict = 判定与理由
results-column-pixel-sum = 像素 (5,5)
results-column-border-black = 黑色边缘
results-column-main-colour = 主色
results-column-dimensions = 宽 × 高
results-column-file-bytes = 大小
results-column-time-taken = 用时

results-chip-all = 全部
results-chip-flagged = 已标记
results-filter-hint = 按产品或路径筛选
results-filter-clear = 清除筛选
results-shown = 显示 { $shown } 项
results-shown-working = 正在整理…
results-view-gallery = 图库
results-view-table = 表格
results-thumbnail-size = 缩略图大小

results-find = 查找批次与抽样检查
results-find-runs = 查找出错的批次…
results-find-check = 抽样检查正常图片…
results-find-product = 下一个待审核产品
