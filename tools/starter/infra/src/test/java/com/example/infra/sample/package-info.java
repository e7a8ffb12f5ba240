@NullMarked
package com.example.infra.sample;

import org.jspecify.annotations.NullMarked;
