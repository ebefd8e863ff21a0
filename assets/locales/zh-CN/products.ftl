# 产品表。
products-view = 产品
products-list = 显示 { $shown } 个产品
products-shown = { $shown } 个产品
products-none = 不属于任何产品
products-images = { $shown } 张图片
products-reviewed = 已标记的 { $flagged } 张中审核了 { $reviewed } 张
products-of = { $reviewed } / { $flagged }
products-open = 显示 { $product } 的图片
products-rule = 哪一层文件夹是产品
products-rule-usual = 按 8 到 14 位的产品编号，没有编号时按第一层文件夹（通常）
products-rule-folder = 产品就是这一层文件夹：{ $folder }
products-all-reviewed = 其他产品中已标记的图片都已审核

products-column-product = 产品
products-column-images = 图片
products-column-black = 黑色
products-column-doubtful = 存疑
products-column-unreadable = 无法读取
products-column-reviewed = 已审核
products-column-confirmed = 已确认
products-column-false-alarms = 误报
