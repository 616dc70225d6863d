"""Nouns in lower case that may head a name: "Harbour Watch initiative"."""

_HEADS = """programme program initiative network platform portal project partnership campaign cartoons game hub
    alliance observatory course app scheme scholarship challenge toolkit tool database training bootcamp curriculum
    facility mechanism helpline hotline drive contest competition prize award accelerator fellowship series podcast
    dashboard register registry archive repository library chatbot map system fund coalition collaborative clinic
    kit service package"""
LOWER_HEADS = frozenset(_HEADS.split())
"""What may stand behind a capitalised name and still be its head; the name is used without it too."""
_MODIFIERS = """fellowship pilot innovation mentorship mentoring education learning e-learning outreach awareness
    radio podcast video game television media leadership exchange scholarship internship grants grant
    scholarships training research advocacy online mobile web community youth policy data information
    communication communications hydropower irrigation energy electrification
    volunteer reporting tracking referral screening verification certification"""
MODIFIERS = frozenset(_MODIFIERS.split())
"""Nouns in lower case that may stand between a name and its head."""
_KINDS = """programme program initiative network platform portal project partnership tool database directory
    observatory hub campaign atlas alliance window registry repository scheme academy facility mechanism
    operation coalition library fellowship exchange index dashboard toolkit game series simulator
    laboratory tracker barometer calendar fund course system service clinic clinics app application
    archive curriculum podcast register map desk exercise hotline helpline website ledger league
    challenge accelerator"""
KINDS = frozenset(_KINDS.split())
"""What kinds of things are called by: "the Portal" is one that was named before, "a portal of A" is A's."""
