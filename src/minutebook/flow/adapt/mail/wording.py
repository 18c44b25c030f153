"""What mail programs and people write around a mail's new text, in the languages that they write it in."""

from collections.abc import Sequence

from minutebook.text import patterns as re

_F = re.IGNORECASE
_DATE_WORDS = r"\d{1,4}[./:年-]|\d{1,2}:\d\d|\d{1,2}\.?\s?(?:[^\W\d_]{3,}|\d)|[^\W\d_]{3,}\.?\s\d{1,2}"
_WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|geschrieben|a écrit|a ecrit|écrit|écrivait|escribió|escribio|escreveu|ha scritto|scrisse|scrive|schreef|skrev"
    r"|skreiv|kirjoitti|napisał(?:\(a\)|a)?|pisze|написал(?:\(а\)|а|и)?|писал(?:\(а\)|а)?|пише|написав|напис(?:а|ала)|yazdı|şunları yazdı|napsal(?:\(a\)|a)?|napísal(?:a)?"
    r"|írta|ezt írta|a scris|έγραψε|va escriure|idatzi du|je napisa[lo](?:\(a\)|a)?|đã viết|menulis|rakstīja|kirjutas|parašė)(?!\w)"
    r"|写道|寫道|写到|书写|のメール|は書きました|さんが書きました|のメッセージ|님이 작성|님이 쓴|작성:|כתב|كتب",
    _F,
)
_OPENS_ATTRIBUTION = re.compile(
    r"\W{0,3}(?:on|am|le|el|em|op|den|il|il giorno|in data|dnia|w dniu|dne|pe|pada|vào|στις|el dia|no dia|"
    r"mon|tue|wed|thu|fri|sat|sun)\b|\W{0,3}(?:在|于|於)|\W{0,3}\d",
    _F,
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_DATE = re.compile(_DATE_WORDS)
_STAMP_AND_ADDRESS = re.compile(
    r"\W{0,2}(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ]\S{1,10}[-/. ]\d{4})\b[^<]{0,100}<\s*\S+@\S+>\s*:?\W{0,2}"
)
_DATED_AND_ADDRESSED = re.compile(
    r"(?=.*(?:\d{4}|\d{1,2}[:.]\d\d))(?=.*\d{1,2}).{6,160}<?[\w.+-]+@[\w-]+\.[\w.-]+>?\s*[:：]\W{0,2}"
)
"""A stamp and an address before a colon, whatever the language between."""
LONGEST_ATTRIBUTION = 7
"""Lines over which one attribution may be broken."""
_LONG = 400
_TAIL = 60
_ENDS = (
    ":",
    "：",
    "-",
    "wrote",
    "yazdı",
    "пише",
    "napisał(a",
    "написал",
    "het volgende geschreven",
    "Uhr",
    "작성",
    "@",
    ".com",
    ".org",
    ".net",
)
"""How attributions end: with a colon, a verb, or the address that a broken one has last."""

_LABELS = {
    "from": "from|von|de|da|di|van|od|från|fra|lähettäjä|kimden|от|от кого|від|gönderen|nadawca|feladó|odesílatel|de la|từ|发件人|寄件者|寄件人|差出人"
    "|보낸사람|보낸 사람|expéditeur|remitente|mittente|afzender|avsändare|avsender|מאת|από",
    "sent": "sent|date|datum|gesendet|envoyé|envoyé le|enviado|enviado el|enviado em|enviada em|enviada el|data|inviato|verzonden|verzonden op|skickat|sendt"
    "|dato|lähetetty|päivämäärä|päiväys|tarih|gönderme tarihi|gönderildi|отправлено|дата|надіслано|wysłano|elküldve|dátum|odesláno|fecha|fecha de envío"
    "|data de envio|date d'envoi|trimis|đã gửi|ngày|发送时间|发送日期|日期|寄件日期|送信日時|日付|보낸날짜|보낸 날짜|날짜|נשלח|ημερομηνία",
    "to": "to|an|à|a|para|aan|do|till|til|vastaanottaja|kime|alıcı|кому|komu|címzett|destinatário|destinatari|destinataire|către|đến|收件人|收件者|宛先|받는사람"
    "|받는 사람|pour|אל|προς",
    "cc": "cc|bcc|kopie|copie|copia|kopia|kopi|kopio|bilgi|копия|копія|dw|másolatot kapja|抄送|副本|참조",
    "reply": "reply-to|reply to|répondre à|antwort an|responder a|rispondi a|risposta",
    "subject": "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|konu|тема|temat|tárgy|předmět|predmet|subiect|chủ đề|主题|主旨|主題|件名"
    "|제목|re|נושא|θέμα",
    "more": "importance|wichtigkeit|attachments|anlagen|pièces jointes|importancia|prioridad|priority|allegati|bijlage|bilagor|organization|newsgroups|mailed-by",
}
_KIND_OF = {word: kind for kind, words in _LABELS.items() for word in words.split("|")}
_FIELD = re.compile(r"[\s>*_|]*(?P<label>[^\W\d_][\w'’ -]{0,24}?)[\s*_\xa0]*[:：][\s*_\xa0]*(?P<value>.*)")
SEPARATOR = re.compile(
    r"[\s>*_|]*(?:"
    r"[-_=*–—]{2,}\s*(?:(?:original|forwarded|reply|begin forwarded|end of|fwd|embedded)\s*(?:message|mail|e-mail|appointment|from .{1,80})?|"
    r"(?:ursprüngliche|weitergeleitete|original|urspr\.)\s*-?\s*(?:nachricht|mail|e-mail)|message (?:d'origine|original|transféré|transmis|initial)|"
    r"mensaje (?:original|reenviado)|mensagem (?:original|encaminhada)|messaggio (?:originale|inoltrato)|(?:oorspronkelijk|doorgestuurd) bericht|"
    r"(?:ursprungligt|vidarebefordrat) meddelande|(?:opprinnelig|videresendt) melding|(?:oprindelig|videresendt) (?:meddelelse|besked|mail)|"
    r"(?:alkuperäinen|välitetty) viesti|(?:исходное|пересылаемое|пересланное|перенаправленное|оригинальное) (?:сообщение|письмо)|"
    r"(?:oryginalna|przekazana|przesłana dalej) wiadomość|wiadomość (?:oryginalna|przekazana)|wiadomość oryginalna|"
    r"(?:orijinal|iletilen|özgün) (?:ileti|mesaj)|(?:eredeti|továbbított) (?:üzenet|levél)|(?:původní|přeposlaná) (?:zpráva|email)|"
    r"原始(?:邮件|郵件|信息|訊息)|转发的?(?:邮件|信息)|轉寄(?:的)?郵件|(?:元の|転送)(?:メッセージ|メール)|원본 (?:메일|메시지)|전달된 메시지"
    r")[^\n]{0,60}?[-_=*–—]{2,}"
    r"|-{2,}\s*on .{4,120} wrote\s*-{2,}"
    r"|(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|"
    r"início da mensagem (?:reencaminhada|encaminhada)|inizio messaggio inoltrato|begin doorgestuurd bericht|vidarebefordrat brev|videresendt (?:besked|melding)|"
    r"välitetty viesti alkaa|начало переадресованного (?:сообщения|письма)|начало переадресованного сообщения|начало пересылаемого сообщения|下面是被转发的邮件|下面是被轉寄的郵件)\s*[:：]?"
    r"|\[(?:quoted text hidden|zitierter text ausgeblendet|texte des messages précédents masqué|el texto citado está oculto|texto das mensagens anteriores oculto"
    r"|testo tra virgolette nascosto|tekst uit oorspronkelijke bericht is verborgen|citerad text är dold|скрытый текст|цитируемый текст скрыт)\]"
    r"|-{3,}\s*reply above this line\s*-{3,}|#{2,}-?\s*please type your reply above this line.{0,10}"
    r")\s*",
    _F,
)
RULE = re.compile(r"[\s>]*(?:[_]{5,}|[-=]{10,}|[–—]{3,})\s*")

MOBILE = re.compile(
    r"[\s<(*\[]*(?:"
    r"sent (?:from|via|with|by|using|on) .{2,80}|from my (?:iphone|ipad|android|blackberry|mobile|phone)\b.{0,30}|get \[?outlook for .{2,60}"
    r"|\S.{0,60} from mobile"
    r"|(?:von|vom) (?:meine[mr]|unterwegs|iphone|ipad|mobil).{0,60}(?:gesendet|geschickt)?|gesendet (?:von|mit|über) .{2,80}|diese nachricht wurde von .{2,80} gesendet"
    r"|envoyé (?:depuis|de|à partir de|avec|d[’']) ?.{2,80}|enviado (?:desde|do|de|a partir do|con|com|pelo) .{2,60}|enviado (?:desde|do) meu .{2,40}"
    r"|inviato (?:da|dal|con) .{2,60}|verzonden (?:vanaf|met|via|vanuit) .{2,60}|verstuurd vanaf .{2,60}|skickat från .{2,60}|sendt fra .{2,60}|lähetetty .{2,60}"
    r"|wysłan[eoay] z .{2,60}|отправлено (?:с|из) .{2,60}|надіслано з .{2,60}|odesláno z .{2,60}|iphone'umdan gönderildi|.{2,30} gönderildi"
    r"|从我的? ?\S.{0,30}发送|發自我的.{1,30}|发自我的.{1,30}|從我的? ?\S.{0,30}傳送|傳送自.{1,30}|\S.{0,30}から送信|나의 .{1,30}에서 보냄"
    r"|провери.{0,5}|télécharg(?:er|ez) outlook pour .{2,40}|outlook für .{2,40} beziehen|obtener outlook para .{2,40}|obter o outlook para .{2,40}"
    r")[\s>)*\].]*",
    _F,
)
_CLOSERS = (
    "best|best regards|best wishes|all the best|kind regards|kindest regards|warm regards|warmest regards|warmly|regards|many regards|rgds|br|kr|brgds"
    "|with kind regards|with best regards|with regards|with best wishes|sincerely|sincerely yours|yours sincerely|yours faithfully|yours truly|yours|respectfully|cheers|ciao|thanks"
    "|thank you|many thanks|thanks a lot|thanks again|thanks so much|thank you very much|thank you so much|thanks in advance|thanks and regards|thanks & regards|thanks and best regards|thx|ta|cordially"
    "|looking forward to hearing from you|i look forward to hearing from you|warm wishes from all of us|take care|talk soon|speak soon|see you|love|xo|until then|good wishes|in haste|ever|yours ever|as ever|every good wish|best to you|bests"
    "|mit freundlichen grüßen|mit freundlichen gruessen|mit freundlichem gruß|mit besten grüßen|freundliche grüße|freundliche grüsse|beste grüße|beste grüsse|viele grüße|viele grüsse|liebe grüße|liebe grüsse|herzliche grüße"
    "|herzliche grüsse|schöne grüße|grüße|grüsse|gruß|gruss|lg|vg|mfg|bg|besten gruß|lieben gruß|mit besten grüssen|mit freundlichen grüssen|danke und gruß|danke|vielen dank|besten dank|hochachtungsvoll"
    "|cordialement|bien cordialement|très cordialement|cdt|cdlt|bien à vous|bien à toi|amicalement|sincères salutations|salutations|meilleures salutations|salutations distinguées|merci|merci d'avance|bonne journée|à bientôt|bises|respectueusement|belle journée"
    "|saludos|saludos cordiales|un saludo|un cordial saludo|cordiales saludos|atentamente|muchas gracias|gracias|un abrazo|abrazos|quedo atento|quedo atenta|reciba un cordial saludo"
    "|atenciosamente|att|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|abraço|abraços|obrigado|obrigada|um abraço|saudações"
    "|cordiali saluti|distinti saluti|saluti|un saluto|un cordiale saluto|grazie|grazie mille|a presto|cari saluti"
    "|met vriendelijke groet|met vriendelijke groeten|vriendelijke groet|vriendelijke groeten|groet|groeten|groetjes|mvg|hartelijke groet|bedankt|dank|alvast bedankt"
    "|med vänlig hälsning|med vänliga hälsningar|vänliga hälsningar|hälsningar|mvh|vh|tack|tack på förhand|hälsar|med venlig hilsen|venlig hilsen|vennlig hilsen|med vennlig hilsen|hilsen|de bedste hilsner|mange hilsner|tak|takk|bästa hälsningar"
    "|ystävällisin terveisin|terveisin|yt|kiitos|t|pozdrawiam|z poważaniem|z wyrazami szacunku|dziękuję|serdeczne pozdrowienia|с уважением|спасибо|з повагою|дякую|s pozdravem|cofion|cofion gorau|dymuniadau gorau|le meas|is mise le meas|leis gach dea-ghuí|s přátelským pozdravem|děkuji|üdvözlettel|köszönettel|köszönöm|saygılarımla|iyi çalışmalar|teşekkürler"
    "|cu stimă|mulțumesc|με εκτίμηση|ευχαριστώ|此致|敬礼|祝好|谢谢|謝謝|よろしくお願いします|よろしくお願いいたします|よろしくお願い致します|敬具|감사합니다"
)
CLOSER = re.compile(
    r"[\s*_>-]*(?:"
    + "|".join(sorted(map(re.escape, _CLOSERS.split("|")), key=len, reverse=True))
    + r")(?P<end>[\s,.!:;*_。！、，–—-]*)(?P<name>\S{0,25}(?:\s\S{1,25}){0,2})",
    _F,
)
THANKS = re.compile(
    r"[\W]*(?:thank|many thanks|thx|ta\b|danke|vielen dank|besten dank|merci|gracias|muchas gracias|obrigad|grazie|bedankt|dank|tack|tak\b|takk|kiitos|dzięk|спасибо|дякую|děkuji|köszön|teşekk|mulțum|谢谢|謝謝)",
    _F,
)
"""Closing formulas that may be all that a mail says."""
BANNER = re.compile(
    r"[\s*_>\[(|!⚠️-]*(?:(?:external|ext|extern|externe|externo|esterno)\s*(?:e-?mail|sender|message|mail|source)?\s*(?:[\])]|:|$|[-–—*!])"
    r"|(?:caution|warning|attention|notice|important|alert|vorsicht|achtung|attention|précaution|precaución|atención|atenção|attenzione|let op)\s*[:!—–-].{0,80}"
    r"(?:external|outside|origin|sender|extern|externe|expéditeur|externo|remitente|remetente|esterno|mittente|afzender)"
    r"|(?:this|the) (?:e-?mail|message|sender) (?:was|is|has been|originat|comes?|came).{0,40}(?:outside|external|untrusted)"
    r"|you don'?t often get (?:e-?)?mail from|sie erhalten nicht (?:oft|häufig) e-?mails? von|vous n'obtenez pas souvent|no suele recibir|some people who received this message don'?t often"
    r"|diese (?:e-?mail|nachricht) (?:kommt|stammt|wurde) von (?:einem )?(?:extern|außerhalb)|this sender is|(?:ce|cet) (?:e-?mail|message|courriel) (?:provient|a été envoyé).{0,40}(?:extérieur|externe)"
    r"|do not click (?:on )?(?:any )?links|ne cliquez pas|klicken sie nicht|think before you click|learn why this is important)",
    _F,
)
DISCLAIMER = re.compile(
    r"(?:confidential(?:ity)?\b.{0,200}(?:intended|recipient|privileged|notice|disclos)|intended (?:only|solely|exclusively) for|intended recipient|privileged (?:and|or) confidential"
    r"|if you (?:have )?(?:received|are not the)\b.{0,60}(?:in error|intended|addressee|by mistake)|(?:e-?mail|message|communication) and (?:any|all|its) (?:attachments?|attached files|files)\b.{0,60}(?:confidential|private|privileged)|authori[sz]ed and regulated by|please consider (?:the environment|your environmental)|before printing this|virus[- ]free|scanned (?:for|by)\b.{0,30}(?:virus|antivirus|mal|spam)"
    r"|registered (?:in|office)\b.{0,100}(?:no\b|number|company|reg|england|wales|at)|(?:company|vat) (?:reg(?:istration)?\.? )?(?:no|number)\b|views expressed.{0,80}(?:author|sender|those of)|dissemination.{0,60}prohibited"
    r"|vertraulich.{0,200}(?:bestimmt|empfänger|informationen)|nicht der (?:richtige|beabsichtigte|vorgesehene) (?:empfänger|adressat)|bitte prüfen sie.{0,40}(?:ausdruck|drucken)|handelsregister|geschäftsführer(?:in)?\s*:|sitz der gesellschaft|amtsgericht"
    r"|confidentiel.{0,200}(?:destinataire|intention)|destinataire.{0,80}(?:erreur|prévu)|pensez à l'environnement|avant d'imprimer|confidencial.{0,200}(?:destinat|exclusiv)|si (?:usted )?(?:ha recibido|no es el destinatario)|antes de imprimir"
    r"|confidenciais|destinatário|riservat[aeio].{0,200}(?:destinatari|contenut)|vertrouwelijk.{0,200}(?:bestemd|geadresseerde)|uitsluitend bestemd|konfidentiell.{0,120}(?:avsedd|mottag)|luottamuksellinen|poufn[eayo].{0,120}adresat|конфиденциальн.{0,200})",
    _F | re.DOTALL,
)
SMALL_PRINT = re.compile(
    r"\b(?:authori[sz]ed and regulated|confidential|privileged|private (?:and|to)\b|registered (?:in|office|charity|number)|(?:charity|company|vat|sra|fca|firm) (?:reg\w* )?(?:no|num\w*)\b|limited liability|liabilit(?:y|ies)\b|virus|monitor(?:s|ed)?\b.{0,20}e-?mail|e-?mails?\b.{0,20}monitor"
    r"|(?:not|nor) (?:constitute|be relied|accept (?:service|liability|responsibility))|privacy (?:policy|notice)|personal data|bank details|fraud|error|disclaimer|trading (?:name|as)|subsidiary|part of the\b"
    r"|(?:work|working|office|opening|my) (?:flexibl[ey]|part.time|hours|days|week|pattern)|not (?:always |regularly )?monitored|welcomes? correspondence|outside (?:of )?(?:my|your|normal|usual|office|working|core)|(?:don't|do not) (?:normally |usually )?work (?:on )?\w+days?|respond outside|term.time"
    r"|before (?:you )?print|planet|follow us|find us|subscribe|award|winner|voted|for urgent (?:matters|enquiries)|acknowledge the (?:traditional|country))",
    _F,
)
"""What stands under a name as part of a signature, however long it is: rules, hours, awards."""
POSTSCRIPT = re.compile(r"[\s*_]*p\.? ?(?:p\.? ?)?s\b[.:,)]?\s*(?=\S)", _F)
FOOTER = re.compile(
    r"[\s*_>-]*(?:you(?:'re| are| have)? (?:receiv(?:ed|ing)|get(?:ting)?) this (?:e-?mail|message|notification|because)|to (?:unsubscribe|stop receiving|view this discussion|manage your|update your)"
    r"|(?:click here to )?unsubscribe\b|manage (?:your )?(?:preferences|subscription|notification)|\S+(?: \S+)? mailing list\b|.{0,60}mailing list --|view (?:it on|this) (?:github|email|in)|reply to this (?:e-?mail|message) directly|—\s*reply to this"
    r"|sie erhalten diese (?:e-?mail|nachricht)|(?:newsletter )?abmelden|vous recevez ce|se désabonner|se désinscrire|recibe este (?:correo|mensaje)|darse de baja|cancelar (?:la )?suscripción|uitschrijven|avregistrera|https?://\S+/(?:mailman/)?listinfo/\S+"
    r"|visit (?:topic|message)\b|to respond, reply)",
    _F,
)


def is_attribution(lines: Sequence[str]) -> bool:
    """Whether these lines, joined, say who wrote what is quoted under them, and when."""
    text = " ".join(line.lstrip(" \t>*|").rstrip(" \t*") for line in lines).strip()
    if len(text) > _LONG:
        return False
    if not (text.rstrip(" *>\xa0)").endswith(_ENDS) or _ends_with_verb(text)):
        return False
    if _STAMP_AND_ADDRESS.fullmatch(text):
        return True
    verb = _WROTE.search(text)
    if verb is None:
        return _DATED_AND_ADDRESSED.fullmatch(text) is not None
    dated = _DATE.search(text) is not None
    addressed = _ADDRESS.search(text) is not None
    if dated and (addressed or _OPENS_ATTRIBUTION.match(text) or len(text) < 120):
        return True
    return text.endswith(":") and addressed and len(text[: verb.start()].split()) <= 6


def opens_attribution(line: str) -> bool:
    """Whether the line begins as attributions mostly do: *On*, *Am*, a date."""
    return _OPENS_ATTRIBUTION.match(line) is not None


def begins_attribution(line: str) -> bool:
    """Whether an attribution that is broken over lines can begin with this one: it says when, or who."""
    return bool(_OPENS_ATTRIBUTION.match(line)) or _DATE.search(line) is not None or _ADDRESS.search(line) is not None


def _ends_with_verb(text: str) -> bool:
    tail = text[-_TAIL:]
    found = [match.end() for match in _WROTE.finditer(tail)]
    return bool(found) and len(tail) - found[-1] <= 30 and len(tail[found[-1] :].split()) <= 3


def field_kind(line: str) -> str | None:
    """Which header field a line of a quoted header states: from, sent, to, cc, subject or more."""
    match = _FIELD.fullmatch(line)
    return _KIND_OF.get(" ".join(match["label"].lower().split())) if match else None


def field_value(line: str) -> str:
    match = _FIELD.fullmatch(line)
    return match["value"].strip(" *_") if match else ""
