"""Bodies and what they decide: terms of reference, seats, appointments, matters, recommendations,
decisions, written procedures, interests and concerns.

Nothing consequential happens without a decision recorded here. Owns the words *body*, *terms*,
*clause*, *power*, *seat*, *appointment*, *matter*, *recommendation*, *decision*, *procedure*,
*interest*, *dispensation*, *concern*. Code names no committee: which body recommends or decides a
kind of matter is a dated power that rests on a clause.
"""
