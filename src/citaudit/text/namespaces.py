"""MediaWiki's namespaces of categories and of files, as the larger wikis name them."""

from __future__ import annotations

CATEGORY = 14
"""The number of the namespace for categories."""

CATEGORY_NAMES = (
    "category", "分类", "分類", "カテゴリ", "kategorie", "catégorie", "categoría", "категория",
)  # fmt: skip
FILE_NAMES = (
    "file", "image", "media", "文件", "檔案", "档案", "图像", "圖像", "圖片", "图片", "ファイル",
    "画像", "datei", "bild", "fichier", "archivo", "imagen", "immagine", "файл", "ficheiro",
    "bestand",
)  # fmt: skip
