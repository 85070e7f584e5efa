# SPDX-License-Identifier: Apache-2.0
# cmake -DINPUT=FILE -DOUTPUT=FILE.cpp -DNAME=name -P embed.cmake: the bytes of a file as name_begin and name_size.

file(READ ${INPUT} bytes HEX)
string(LENGTH "${bytes}" digits)
math(EXPR size "${digits} / 2")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
# Lines of 32 bytes: compilers dislike long ones.
string(REGEX REPLACE "((\\\\x[0-9a-f][0-9a-f])(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?(\\\\x[0-9a-f][0-9a-f])?)" "\"\\1\"\n" bytes "${bytes}")
file(WRITE ${OUTPUT} "extern const char ${NAME}_begin[];\nextern const unsigned long ${NAME}_size;\n"
  "const char ${NAME}_begin[] =\n${bytes};\nconst unsigned long ${NAME}_size = ${size};\n")
