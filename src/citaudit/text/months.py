"""Names of months and seasons, in the languages of the larger Wikipedias."""

from __future__ import annotations

ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_BY_MONTH = (
    "january jan januar janvier janv enero ene janeiro gennaio gen januari stycznia styczeń "
    "января január leden ledna januarie ocak январь tammikuuta gener",
    "february feb februar février févr fevrier febrero fevereiro fev febbraio februari lutego "
    "luty февраля únor února şubat февраль helmikuuta febrer",
    "march mar märz mrz mars marzo março maart marca marzec марта březen března mart март "
    "maaliskuuta març",
    "april apr avril avr abril abr aprile kwietnia kwiecień апреля duben dubna nisan апрель "
    "huhtikuuta",
    "may mai mayo maio maggio mag mei maja maj мая květen května mayıs май toukokuuta maig",
    "june jun juni juin junio junho giugno giu czerwca czerwiec июня červen června haziran "
    "июнь kesäkuuta juny",
    "july jul juli juillet juil julio julho luglio lug lipca lipiec июля červenec července "
    "temmuz июль heinäkuuta juliol",
    "august aug août aout agosto ago augustus sierpnia sierpień августа srpen srpna ağustos "
    "август augusti elokuuta agost",
    "september sept sep septembre septiembre setembro set settembre września wrzesień "
    "сентября září eylül сентябрь syyskuuta setembre",
    "october oct oktober okt octobre octubre outubro out ottobre ott października październik "
    "октября říjen října ekim октябрь lokakuuta",
    "november nov novembre noviembre novembro listopada listopad ноября listopadu kasım "
    "ноябрь marraskuuta",
    "december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre grudnia "
    "grudzień декабря prosinec prosince aralık декабрь joulukuuta desembre",
)

MONTHS = {name: number for number, names in enumerate(_BY_MONTH, 1) for name in names.split()}
"""Number of a month by its names and their short forms, in lower case."""

SEASONS = {
    "spring": 1,
    "frühling": 1,
    "frühjahr": 1,
    "printemps": 1,
    "primavera": 1,
    "summer": 2,
    "sommer": 2,
    "été": 2,
    "verano": 2,
    "autumn": 3,
    "fall": 3,
    "herbst": 3,
    "automne": 3,
    "otoño": 3,
    "winter": 4,
    "hiver": 4,
    "invierno": 4,
}
