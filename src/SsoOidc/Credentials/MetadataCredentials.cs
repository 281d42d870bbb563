namespace SsoOidc.Credentials;

/// <summary>The document that containers and instances give.</summary>
internal static class MetadataCredentials
{
    /// <exception cref="MetadataFormatException">It is no JSON object.</exception>
    /// <exception cref="MetadataRefusedException">It has no credentials in it.</exception>
    public static CredentialLease Read(byte[] json, string description)
    {
        using var document = CredentialDocument.TryParse(json) ?? throw new MetadataFormatException();
        var secrets = Secrets.Create(document.Text("AccessKeyId"), document.Text("SecretAccessKey"), document.Text("Token"), null, description);
        if (secrets is null)
        {
            string code = document.Text("Code") is { } text ? $" (Code {Shapes.Text.ForDisplay(text, 100)})" : string.Empty;
            throw new MetadataRefusedException("the answer has no credentials in it" + code);
        }

        return CredentialLease.For(
            secrets, Dates.TryRead(document.Text("Expiration"), out var expiration) ? expiration : null, RefreshPolicy.Late);
    }
}
