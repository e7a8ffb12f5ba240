@NullMarked
package com.example.sample.application;

import org.jspecify.annotations.NullMarked;
