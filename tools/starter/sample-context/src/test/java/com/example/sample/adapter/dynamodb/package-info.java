@NullMarked
package com.example.sample.adapter.dynamodb;

import org.jspecify.annotations.NullMarked;
