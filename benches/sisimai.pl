# Median time, in microseconds, that Sisimai takes to read each of the files: one line a file.
use strict;
use warnings;
use Time::HiRes 'time';
use Sisimai;

my $read = Sisimai->can('rise') || Sisimai->can('make');
for my $file (@ARGV) {
    my @times = sort { $a <=> $b } map {
        my $start = time;
        my $found = $read->('Sisimai', $file);
        die "$file: Sisimai found nothing\n" unless $found && @$found;
        time - $start;
    } 1 .. 300;
    printf "%.1f\n", $times[150] * 1e6;
}
