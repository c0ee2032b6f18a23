"""Words that say nothing of what a text is about; they count only where nothing else was asked."""

LIST = """
    a about above after again against all also am an and any are arent as at be because been before
    being below between both but by can cannot cant could couldnt did didnt do does doesnt doing
    dont down during each few for from further had hadnt has hasnt have havent having he her here
    hers herself hes him himself his how i if im in into is isnt it its itself ive just let lets me
    more most my myself no nor not of off on once only or other our ours ourselves out over own
    same shall she should shouldnt so some such than that thats the their theirs them themselves
    then there theres these they theyre this those through to too under until up upon us very was
    wasnt we were werent weve what when where which while who whom whose why will with within wont
    would wouldnt you your youre yours yourself yourselves
"""
STOP_WORDS = frozenset(LIST.split())
