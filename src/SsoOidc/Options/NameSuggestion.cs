namespace SsoOidc.Options;

/// <summary>Guesses which option an unknown name stands for.</summary>
internal static class NameSuggestion
{
    public static string? For(string name)
    {
        string wanted = Plain(name);
        string wantedLast = Plain(name[(name.LastIndexOf('.') + 1)..]);
        (string? best, int distance) = (null, int.MaxValue);
        foreach (var row in OptionTable.All)
        {
            foreach (string candidate in (IEnumerable<string>)[row.Name, row.Property, .. row.ReferenceNames, .. row.Environment])
            {
                int found = Math.Min(Distance(wanted, Plain(candidate)), Distance(wantedLast, Plain(candidate)));
                if (found < distance && found <= Math.Max(1, candidate.Length / 3))
                {
                    (best, distance) = (row.Name, found);
                }
            }
        }

        return best;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    // Levenshtein's; a name that is far too long to be meant is not measured.
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 8)
        {
            return int.MaxValue;
        }

        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
