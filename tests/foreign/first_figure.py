from upr_model import SUPPORTED, attributions, by, read, tally

responses = tally(attributions(read("export.csv")), by.response)
print(responses.share(SUPPORTED))
print(responses.basis)
