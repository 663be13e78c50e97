"""MediaWiki's namespaces of categories and of files, in the languages of its wikis."""

from __future__ import annotations

from typing import Final

CATEGORY: Final = 14
"""The number of the namespace for categories."""

CATEGORY_NAMES: Final = frozenset(
    {
        "category", "分类", "分類", "カテゴリ", "분류", "kategorie", "catégorie", "categoría",
        "categoria", "categorie", "категория", "категорія", "катэгорыя", "категорија",
        "kategoria", "kategória", "kategori", "kategorija", "kategoriya", "kategorya",
        "kateqoriya", "kategorio", "kategooria", "kategory", "categori", "luokka", "thể loại",
        "تصنيف", "رده", "زمرہ", "پۆل", "קטגוריה", "קאַטעגאָריע", "κατηγορία", "หมวดหมู่",
        "श्रेणी", "वर्ग", "বিষয়শ্রেণী", "শ্রেণী", "பகுப்பு", "వర్గం", "ವರ್ಗ", "വർഗ്ഗം",
        "શ્રેણી", "ਸ਼੍ਰੇਣੀ", "ප්‍රවර්ගය", "კატეგორია", "կատեգորիա", "санат", "төркем",
        "ангилал", "гурӯҳ", "turkum", "flokkur", "bólkur", "rummad", "catagóir", "jamii",
        "kaarangay", "kaurian", "ကဏ္ဍ",
    }
)  # fmt: skip
FILE_NAMES: Final = frozenset(
    {
        "file", "image", "media", "文件", "檔案", "档案", "图像", "圖像", "圖片", "图片",
        "ファイル", "画像",
        "datei", "bild", "fichier", "archivo", "imagen", "immagine", "файл", "ficheiro",
        "bestand", "fil", "fitxer", "imatge", "plik", "grafika", "soubor", "súbor",
        "datoteka", "slika", "датотека", "слика", "fișier", "imagine", "fájl", "kép",
        "tiedosto", "kuva", "mynd", "dosya", "resim", "tập tin", "hình", "berkas", "gambar",
        "payl", "talaksan", "изображение", "зображення", "выява", "αρχείο", "εικόνα", "קובץ",
        "תמונה", "ملف", "صورة", "پرونده", "تصویر", "파일", "그림", "ไฟล์", "ภาพ", "चित्र",
        "দাখিল", "চিত্র", "படிமம்", "దస్త్రం", "ფაილი", "պատկեր", "lêer", "fitxategi",
        "irudi", "dosiero", "fasciculus", "delwedd", "íomhá", "vaizdas", "attēls", "skeda",
    }
)  # fmt: skip
