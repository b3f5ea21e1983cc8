// SPDX-License-Identifier: GPL-3.0-or-later
// What is left of a loanword in every script: its consonants (वॉइसमेल, voicemail: vsml).
#pragma once

#include <string>
#include <string_view>

namespace firstline::language {

/// In Latin letters, those that languages take for one another as one (v w; k c q; s z; p f), doubled ones as
/// one, without h, y and x (which stands for a vowel where Thai is romanised). Empty where fewer than three
/// are left: too few to know a word by. Any thread; takes microseconds.
std::string consonants(std::string_view word);

}  // namespace firstline::language
