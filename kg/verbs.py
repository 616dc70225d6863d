"""Verbs by what they say, for all that reads sentences: one place, so that a verb that one rule knows all rules know.

Classes are told by grammar where grammar tells them (any finite verb in the past reports), by lists where meaning does.
Patterns hold stems or forms of whole words and are put into longer ones; they have no groups of their own.
"""

import re

PAST = (
    r"(?:[a-z]{2,}ed|began|begun|bought|bred|brought|built|came|caught|chose|cut|dealt|did|drew|drove|dug|fed|felt|fitted"
    r"|flew|fought|found|froze|gave|got|grew|heard|held|hit|kept|knew|laid|led|left|lent|lit|lost|made|met|paid|put|ran|rang"
    r"|reached|read|rebuilt|rode|rose|sang|sank|sat|saw|sent|set|shot|shut|sold|spent|split|spoke|spread|stood|struck|sung"
    r"|swept|swam|taught|thought|threw|told|took|undertook|underwent|understood|went|woke|won|wore|wove|wrote)"
)
"""The past and the participle of a verb, regular or not."""
SAYING = (
    r"(?:said|noted|stressed|expressed|agreed|welcomed|recalled|recommended|called|requested|urged|thanked|attended"
    r"|participated|spoke|emphasi[sz]ed|highlighted|underlined|underscored|stated|mentioned|explained|proposed|suggested"
    r"|commended|voted|abstained|received|remained|saw|heard|told|met|had|got|became|gave|observed|considered|discussed|asked"
    r"|addressed|argued|acknowledged|affirmed|believed|claimed|concluded|declared|decided|denied|disagreed|encouraged"
    r"|felt|insisted|invited|knew|objected|opposed|pledged|pointed|praised|presented|promised|raised|recogni[sz]ed"
    r"|regretted|reiterated|rejected|reminded|replied|responded|shared|thought|took|understood|warned|wished|left|lost"
    r"|need(?:ed)?|want(?:ed)?|changed|grew|fell|differed|existed|belonged|cited|represented|appeared|merged|split|signed"
    r"|elected|appointed|approved|adopted|endorsed)"
)
"""Verbs of talk, thought and being, in the past: who does them side by side does no joint work."""
WORK = re.compile(
    r"\b(?:active|activities|in use|fieldwork|took (?:part|up|on)|set up|put up|carried out|(?:went|go) on air|taught"
    r"|built|brought|ran|led|drew|froze|paid|sent|held|rebuilt|undertook|made"
    r"|(?<!\bto )(?:operat|work|serv|help|run|reach|cover|train"
    r"|support|build|promot|provid|connect|link|monitor|coordinat|maintain|produc|contribut|benefit|enabl|strengthen"
    r"|focus|engag|us|host|teach|send|advis|assist|assess|visit|fund|financ|offer|map|review|target|deliver|deploy|equip"
    r"|stud|document|log|record|watch|hear|lead|bring|join|answer|collect|examin|verif|translat|inspect|enter|regist"
    r"|organi[sz]|conduct|launch|establish|implement|distribut|develop|conven|mark|enhanc|open|improv|complet|start"
    r"|facilitat|roll|pilot|expand|creat|donat|reinforc|educat|publish|introduc|install|issu|search|draft|test|handl"
    r"|finish|investigat|survey|refer|treat|suppl|restor|rehabilitat|construct|patrol|intercept|seiz|confiscat|arrest"
    r"|rescu|free|broadcast|screen|grant|award|disburs|enrol|graduat|certif|sensiti[sz]|inform|guid|mentor|counsel"
    r"|shelter|follow|gather|trac|recover|fil|digiti[sz]|process|coach|replac|moderni[sz]|upgrad)"
    r"(?:s|es|ies|e|ed|d|ied|[a-z]?ing|ped|ged|led)?)\b"
)
"""A verb of work, in any form: enough where who does it stands in another sentence."""
REPORTED = re.compile(
    rf"\b(?!(?:rose|fell|grew|sank|came|got|stood|lost|won|struck)\b|{SAYING}\b){PAST}\b"
    rf"|{WORK.pattern}"
)
"""That a sentence tells of something done: any verb in the past but those of talk and change, or one of work."""
RUN_STEM = (
    r"(?:implement|launch|develop|establish|creat|manag|operat|maintain|deliver|coordinat|administer|execut|host"
    r"|finali[sz]|redevelop|produc|publish|design|upgrad|organi[sz]|introduc|populat|offer|steward|conduct|open|stag"
    r"|own|finish"
    r"|complet|start|oversee|supervis|pilot|pioneer|continu|expand|extend|direct|govern|steer|chair|curat|spearhead"
    r"|initiat|reviv|renew|relaunch|convene?|animat|staff|hous)"
)
"""Stems of regular verbs of making and running a programme."""
RUN_PAST = (
    r"(?:run|led|carried out|rolled out|set up|built|kept(?: up)?|held|undertaken|overseen|put (?:in place"
    r"|into practice)"
    r"|brought (?:out|into being)|written|made|founded|provided|begun|steered|headed|looked after|taught"
    r"|taken (?:up|over))"
)
"""Participles of others that say the same."""
RUNS_IT = (
    rf"\b(?:(?:co-)?{RUN_STEM}(?:es|s|ed|d|e)?|runs?|ran|leads?|led|keeps?|kept|holds?|held|built|oversees?|oversaw"
    r"|steers?|heads?|carr(?:y|ies|ied)(?: out|(?= it out\b))|sets?(?= it up\b)) it\b"
)
"""What somebody does who runs what was spoken of before, up to "it"."""
RUNNING = (
    r"(?:running|management|operation|delivery|implementation|coordination|execution|administration|leadership|steering"
    r"|direction|upkeep|maintenance|supervision|oversight|secretariat)"
)
"""Nouns of running something."""
MADE = (
    r"(?:built|launched|established|created|set up"
    r"|opened|developed|carried out|founded|started|brought into being|begun"
    r"|instituted|constituted|initiated|revived|inaugurated|introduced|designed|called into being|conceived)"
)
"""Participles of bringing something into being."""
JOINT_WORK = (
    rf"(?:co-)?(?:{WORK.pattern}|(?:{RUN_STEM}(?:es|s|ed|d|ing|e)?|{RUN_PAST}"
    r"|runs?|leads?|writes?|wrote|carry|responsible|in charge)\b)"
)
"""What bodies do jointly where they work: make, run or do; what they jointly say, blame or decline is no work."""
