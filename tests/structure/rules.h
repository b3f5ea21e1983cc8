// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that the repository as a whole keeps. Each is a function of a tree to what breaks the rule in it,
// one sentence a break, in the order of the files; none: the rule is kept.
#pragma once

#include <string>
#include <vector>

#include "tests/structure/tree.h"

namespace firstline::tests {

using Breaks = std::vector<std::string>;

// includes.cc
/// A file includes only its own folder and those before it (layout.h, kFolders), and C++ lives in no other
/// folder.
Breaks broken_include_direction(const Tree& tree);
/// A library's headers are included at its homes only (layout.h, kLibraries), and each home is still one.
Breaks broken_library_homes(const Tree& tree);
/// Xapian's types don't leave search/: nothing outside includes an inner header (layout.h, kInnerHeaders) but
/// the tests of search/, and no other folder of the program gets one through another header.
Breaks broken_inner_headers(const Tree& tree);

// build_files.cc
/// A folder's CMakeLists.txt links, and adds to, nothing but its own targets and the folders before it.
Breaks broken_link_direction(const Tree& tree);
/// Every .cc is named in the CMakeLists.txt of its folder.
Breaks unlisted_sources(const Tree& tree);
/// No build file collects sources by pattern: a file that isn't named would come and go unseen.
Breaks collected_sources(const Tree& tree);
/// packages.txt names packages, none of them twice.
Breaks repeated_packages(const Tree& tree);

// documents.cc
/// Every path that README.md and doc/*.md name, in backticks or as a link, is there.
Breaks dead_paths(const Tree& tree);

// sources.cc
/// A source file opens with its licence.
Breaks missing_licences(const Tree& tree);
/// A header says what it is for before anything else, and is read once.
Breaks silent_headers(const Tree& tree);
/// C++ is in .cc and .h.
Breaks foreign_suffixes(const Tree& tree);
/// No file of code or test is longer than kLongestFile lines.
Breaks long_files(const Tree& tree);
/// No file holds a path that only one developer's machine has.
Breaks private_paths(const Tree& tree);

}  // namespace firstline::tests
