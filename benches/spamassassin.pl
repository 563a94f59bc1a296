# Times SpamAssassin on the header fields of messages, offline: one line of microseconds a file, the
# best of several runs. Debian: spamassassin.
use strict;
use warnings;
use Mail::SpamAssassin;
use Time::HiRes qw(time);

my $sa = Mail::SpamAssassin->new({
    local_tests_only   => 1,
    dont_copy_prefs    => 1,
    userprefs_filename => '/dev/null',
    post_config_text   => "use_bayes 0\nuse_auto_welcomelist 0\ndns_available no\nskip_rbl_checks 1\n",
});
$sa->compile_now(0, 1);

for my $file (@ARGV) {
    open my $in, '<:raw', $file or die "$file: $!";
    my $text = do { local $/; <$in> };
    $text =~ s/\r+\n/\n/g;
    $text =~ s/\AFrom [^\n]*\n//;
    $text =~ s/\n\n.*\z/\n\n/s;
    my $best;
    for (1 .. 5) {
        my $start  = time;
        my $mail   = $sa->parse($text, 1);
        my $status = $sa->check($mail);
        my $took   = 1e6 * (time - $start);
        $status->finish;
        $mail->finish;
        $best = $took if !defined $best || $took < $best;
    }
    printf "%.1f\n", $best;
}
