/** What the Sample context is about, without anything that stores or sends it. */
@NullMarked
package com.example.sample.domain;

import org.jspecify.annotations.NullMarked;
