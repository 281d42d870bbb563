namespace SsoOidc.Options;

/// <summary>Options that are right one by one and wrong together.</summary>
internal static class OptionCombinations
{
    public static void Check(OptionResolver resolver)
    {
        ClientCertificateCheck.Check(resolver);
        if (resolver.Resolve<bool>(OptionRows.WireTrace) && resolver.Resolve(OptionRows.LoggerFactory).Value is null)
        {
            resolver.Problems.Add(new(
                OptionRows.WireTrace.Name,
                resolver.Resolve(OptionRows.WireTrace).Source,
                "a wire trace needs a log to go to; give LoggerFactory."));
        }
    }
}
